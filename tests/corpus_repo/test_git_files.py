"""A repository taken as its files, and made of them again."""

from __future__ import annotations

from pathlib import Path

from corpus_repo import Corpus
from corpus_repo.git_files import from_plain_files, is_plain_file, plain_files
from corpus_repo.git_store import GitStore
from tests.corpus_repo.stored import put


def test_a_repository_is_made_again_of_its_files_and_of_nothing_else(filed: Corpus, tmp_path: Path) -> None:
    put(filed, "甲办法", "甲。")
    repository = filed.git.path
    (repository / "objects" / "info").mkdir(exist_ok=True)
    (repository / "objects" / "info" / "alternates").write_text("/elsewhere\n", "ascii")
    (repository / "refs" / "link").symlink_to("/etc/passwd")
    taken = [path.relative_to(repository) for path in plain_files(repository)]
    assert {path.parts[0] for path in taken} <= {"HEAD", "packed-refs", "objects", "refs"}
    assert all(is_plain_file(path.parts) for path in taken)
    assert not any(is_plain_file(Path(name).parts) for name in ("config", "hooks/a", "objects/info/alternates"))
    for path in taken:
        (tmp_path / "taken" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "taken" / path).write_bytes((repository / path).read_bytes())
    (repository / "objects" / "info" / "alternates").unlink()
    from_plain_files(tmp_path / "taken", tmp_path / "again.git")
    again = GitStore(tmp_path / "again.git")
    assert (again.head(), again.check()) == (filed.git.head(), [])
    again.close()
