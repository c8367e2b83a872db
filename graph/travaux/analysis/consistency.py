"""Word and vote: whether holders vote as they speak."""

from __future__ import annotations

import pandas as pd

from travaux.analysis.frames import VOTES, by_subject

DEEDS = ("co-sponsor", "table")
COLUMNS = [
    *("holder", "target", "vote", "vote_date", "word", "word_date", "consistent", "days"),
    *("vote_evidence", "word_evidence", "vote_document", "word_document", "vote_id", "word_id"),
]


def consistency(found: pd.DataFrame, over: str = "target") -> pd.DataFrame:
    """Return each vote beside each position that its holder spoke on the same text, and whether the two agree.

    With `over` "topic", on the same topic, which says less: one may be for a topic and against a text on it. To table
    or co-sponsor a text is a deed and no word.
    A vote for agrees with support and a proposal; a vote against and an abstention with opposition and a reservation.
    Columns: holder; target (the key of the text or topic); vote (the act) and word (the stance), with dates;
    consistent; days from word to vote (negative: after the vote), none where a date is not known; the two sentences,
    documents and ids.
    """
    sided = by_subject(found[found["side"].notna()], over)
    cast = sided[sided["act"].isin(list(VOTES))]
    spoken = sided[~sided["act"].isin([*VOTES, *DEEDS])]
    both = cast.merge(spoken, on=["holder", "topic"], suffixes=("_vote", "_word"))
    made = pd.DataFrame(
        {
            "holder": both["holder"],
            "target": both["topic"],
            "vote": both["act_vote"],
            "vote_date": both["date_vote"],
            "word": both["stance_word"],
            "word_date": both["date_word"],
            "consistent": both["side_vote"] == both["side_word"],
            "days": (both["since_vote"] - both["since_word"]).dt.days.astype("Int64"),
            "vote_evidence": both["evidence_vote"],
            "word_evidence": both["evidence_word"],
            "vote_document": both["document_vote"],
            "word_document": both["document_word"],
            "vote_id": both["id_vote"],
            "word_id": both["id_word"],
        },
        columns=COLUMNS,
    )
    order = ["holder", "target", "vote_date", "word_date", "vote_id", "word_id"]
    return made.sort_values(order, ignore_index=True)
