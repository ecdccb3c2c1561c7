"""Writes the README's pictures of the interview: ``python tests/pictures.py``."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"


def pictures() -> dict[str, str]:
    """Return the text of each picture, by the name of its file."""
    from tests.interview.scenes import PICTURES, README_PICTURES, picture

    found = {}
    for scene in PICTURES:
        if scene.name in README_PICTURES:
            with tempfile.TemporaryDirectory() as folder:
                found[f"{scene.name}.svg"] = picture(scene, Path(folder))
    return found


def main() -> None:
    """Write them, and say where."""
    sys.path.insert(0, str(ROOT))
    from tests.surroundings import put_aside

    put_aside()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pictures().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
