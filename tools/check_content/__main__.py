"""Checks the words of the practice set in all languages, and prints what is wrong with file, line and word."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.check_content", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="a folder with another copy of the content")
    parser.add_argument("--tidy", action="store_true", help="sort the word lists, and drop what no text has any more")
    parser.add_argument(
        "--unknown",
        choices=("en", "nb", "de", "el"),
        help="print this language’s unknown words, one a line: to be mended, or put into its list",
    )
    return parser.parse_args()


def main() -> int:
    """Print what is wrong and return how the program ends."""
    arguments = _arguments()
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.test")
    import django

    django.setup()
    from tools.check_content import checking
    from tools.check_content.spelling import UnavailableError

    content = checking.read(arguments.root)
    try:
        if arguments.unknown:
            print("\n".join(checking.unknown_words(content, arguments.unknown)))
            return 0
        if arguments.tidy:
            checking.tidy_lists(content)
            return 0
        found = sorted(set(checking.findings(content)))
    except UnavailableError as error:
        print(error)
        return 2
    for each in found:
        print(each.told(arguments.root))
    if any("no word list" in each.message for each in found):
        print("Right words go into courses/content/words; --unknown LANGUAGE gathers them, --tidy sorts them in.")
    count = f"{len(content.passages)} texts on {len(content.items)} pages and entries"
    print(f"Content: {len(found)} finding(s) in {count}." if found else f"Content: {count} are in order.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
