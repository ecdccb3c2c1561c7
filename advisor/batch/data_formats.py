"""The data formats that ``advisor score`` and ``advisor template`` write.

A new format is a module with its writer, and a row here. ``--help`` reads the rows, so each imports
its writer only when called.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from advisor.batch.output.data_format import DataFormat, Writer
from advisor.files.file_format import CSV, XLSX

if TYPE_CHECKING:
    from advisor.batch.template.template_columns import Template


def _table() -> Writer:
    from advisor.batch.output.terminal_table import table_writer

    return table_writer


def _csv() -> Writer:
    from advisor.batch.output.text_writer import csv_writer

    return csv_writer


def _json_lines() -> Writer:
    from advisor.batch.output.text_writer import json_lines_writer

    return json_lines_writer


def _parquet() -> Writer:
    from advisor.batch.output.parquet_writer import parquet_writer

    return parquet_writer


def _xlsx() -> Writer:
    from advisor.batch.output.excel_writer import xlsx_writer

    return xlsx_writer


def _csv_template(template: Template, _respondents: int | None) -> str:
    from advisor.batch.template.template_columns import as_csv

    return as_csv(template)


def _xlsx_template(template: Template, respondents: int | None) -> bytes:
    # First: the module below may have been imported before, and its import would not fail again.
    import xlsxwriter  # noqa: F401

    from advisor.batch.template.template_workbook import as_xlsx

    return as_xlsx(template, respondents)


# The choices of --format are in this order.
DATA_FORMATS = (
    DataFormat(name="table", endings=(".txt",), scores=_table, is_laid_out=True),
    DataFormat(**asdict(CSV), scores=_csv, template=_csv_template),
    DataFormat(name="jsonl", endings=(".jsonl", ".ndjson"), scores=_json_lines),
    DataFormat(name="parquet", endings=(".parquet",), scores=_parquet, is_binary=True),
    DataFormat(**asdict(XLSX), scores=_xlsx, template=_xlsx_template),
)
SCORE_FORMATS = tuple(f for f in DATA_FORMATS if f.scores)
TEMPLATE_FORMATS = tuple(f for f in DATA_FORMATS if f.template)
