"""Which files of a folder are documents, and under which names."""

from __future__ import annotations

from pathlib import Path

import pytest

from travaux.errors import UnreadableDocument
from travaux.read import documents_in, read


def sources(path: Path) -> list[str]:
    return [source for _, source in documents_in(path)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a folder with documents, and with much that is none."""
    folder = tmp_path / "archive"
    for name in (
        "b.txt",
        "a.md",
        "sub/c.html",
        "README.md",
        "sub/LICENSE",
        ".hidden",
        ".git/config",
        "é.txt",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Cuba opposed it.")
    return folder


def test_sorted_and_named_after_the_folder(archive: Path) -> None:
    assert sources(archive) == ["archive/a.md", "archive/b.txt", "archive/sub/c.html", "archive/é.txt"]


def test_a_file_is_named_after_itself_whatever_it_is_called(archive: Path) -> None:
    assert documents_in(archive / "README.md") == [(archive / "README.md", "README.md")]


def test_a_dot_is_the_folder_that_it_stands_for(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive)
    assert sources(Path())[0] == "archive/a.md"


def test_links_are_followed_but_not_in_circles(archive: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "d.txt").write_text("Cuba opposed it.")
    (archive / "more").symlink_to(elsewhere)
    (archive / "sub" / "up").symlink_to(archive)
    (archive / "self").symlink_to(archive / "self")
    assert "archive/more/d.txt" in sources(archive)
    assert len(sources(archive)) == 5


def test_a_link_to_nothing_is_told_when_it_is_read(archive: Path) -> None:
    (archive / "gone.txt").symlink_to(archive / "nowhere.txt")
    path = next(path for path, source in documents_in(archive) if source == "archive/gone.txt")
    with pytest.raises(UnreadableDocument, match="no such file"):
        read(path)


def test_a_folder_that_may_not_be_opened_is_told_when_it_is_read(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def iterdir(path: Path) -> object:
        if path.name == "sub":
            raise PermissionError(13, "denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert sources(archive) == ["archive/a.md", "archive/b.txt", "archive/sub", "archive/é.txt"]
    with pytest.raises(UnreadableDocument, match="a folder, or one that may not be opened"):
        read(archive / "sub")


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such file or folder"):
        documents_in(tmp_path / "missing")
