"""The table of the formats of data: what ``advisor score`` and ``advisor template`` write.

A new format is a module that writes it, and a row here. The table is read for ``--help``, so a row
imports its writer only when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.batch.output.data_format import DataFormat, FileWriter, TableLook, TextWriter
from advisor.files.file_format import YAML_ENDINGS

if TYPE_CHECKING:
    from advisor.batch.template.template_columns import Template


def _table(look: TableLook) -> TextWriter:
    from advisor.batch.output.text_writer import table_writer

    return lambda put: table_writer(put, look)


def _csv(_look: TableLook) -> TextWriter:
    from advisor.batch.output.text_writer import csv_writer

    return csv_writer


def _csv_template(template: Template, _respondents: int | None) -> str:
    from advisor.batch.template.template_columns import as_csv

    return as_csv(template)


def _json_lines(_look: TableLook) -> TextWriter:
    from advisor.batch.output.text_writer import json_lines_writer

    return json_lines_writer


def _parquet() -> FileWriter:
    from advisor.batch.output.parquet_writer import parquet_writer

    return lambda file, _: parquet_writer(file)


def _xlsx() -> FileWriter:
    from advisor.batch.output.excel_writer import xlsx_writer

    return xlsx_writer


def _xlsx_template(template: Template, respondents: int | None) -> bytes:
    # First, so that it is missed even where somebody has imported the module below before.
    import xlsxwriter  # noqa: F401

    from advisor.batch.template.template_workbook import as_xlsx

    return as_xlsx(template, respondents)


def _yaml_template(template: Template, _respondents: int | None) -> str:
    from advisor.batch.template.template_yaml import as_yaml

    return as_yaml(template)


DATA_FORMATS = (
    DataFormat(name="table", endings=(".txt",), text_scores=_table, is_laid_out=True),
    DataFormat(
        name="csv", endings=(".csv",), is_also_text=True, text_scores=_csv, template=_csv_template
    ),
    DataFormat(name="jsonl", endings=(".jsonl", ".ndjson"), text_scores=_json_lines),
    DataFormat(name="parquet", endings=(".parquet",), file_scores=_parquet, program="Parquet"),
    DataFormat(
        name="xlsx", endings=(".xlsx",), file_scores=_xlsx, template=_xlsx_template, program="Excel"
    ),
    DataFormat(name="yaml", endings=YAML_ENDINGS, is_also_text=True, template=_yaml_template),
)
SCORE_FORMATS = tuple(f for f in DATA_FORMATS if f.text_scores or f.file_scores)
TEMPLATE_FORMATS = tuple(f for f in DATA_FORMATS if f.template)
