"""Works out how measures of readability differ between languages for texts that say the same: the practice set's own.

`python -m tools.readability_norms` prints for each language the mean LIX of all pages that stand in all languages, how
far it lies from the Norwegian, and how many words a sentence has. `mimi.editors.quality.readability` has them as norms.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Print the norms."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.test")
    import django

    django.setup()
    from mimi.editors.quality.contents import Kind, Piece, Place
    from mimi.editors.quality.readability import FEWEST_WORDS, Counts, Lix, Reading, read_pieces
    from mimi.loading.items import read_everything
    from mimi.loading.problems import Problems
    from tools.check_content.texts import passages

    by_item: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages(read_everything(ROOT, Problems())):
        if passage.text.rstrip().endswith((".", "!", "?", ";", "…", "”", "»", "“", ")")):
            by_item[passage.item][passage.language].append(passage.text)
    place = Place("")
    readings: dict[str, list[Reading]] = defaultdict(list)
    for texts in by_item.values():
        found = {
            language: read_pieces((Piece(Kind.TEXT, line, place) for line in lines), language)
            for language, lines in texts.items()
        }
        if len(found) == 4 and all(each.counts.words >= FEWEST_WORDS for each in found.values()):
            for language, reading in found.items():
                readings[language].append(reading)

    def total(counts: list[Counts]) -> float:
        return sum(each.words for each in counts) / sum(each.sentences for each in counts)

    lix = Lix()
    scores = {language: mean(lix.score(each.counts) for each in found) for language, found in readings.items()}
    lengths = {language: total([each.counts for each in found]) for language, found in readings.items()}
    print(f"{len(readings['en'])} pages in four languages")
    for language, score in scores.items():
        longest = 25 * lengths[language] / lengths["en"]
        print(
            f"{language}: LIX {score:.1f} ({score - scores['nb']:+.1f}), {lengths[language]:.1f} words a sentence, "
            f"25 English ones are {longest:.1f}"
        )


if __name__ == "__main__":
    main()
