"""Whatever goes wrong, what stood before stands; whatever comes in, every row is taken or quarantined."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dockets import DICTIONARY, OLD, ids, reconciles, standing, take, unchanged
from evenhand.docket import canonical, intake, table
from evenhand.docket.table import DocketError


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return standing(tmp_path)


class TestNothingChanges:
    SOUND = "case_id,office\nSYN-1,North\n"

    def test_where_the_target_is_a_folder(self, target: Path) -> None:
        for name in (target, table.beside(target)):
            name.unlink()
            name.mkdir()
            with pytest.raises(DocketError, match="is not a file; choose another name for the docket"):
                take(target, self.SOUND)
            name.rmdir()
            name.write_bytes(OLD)
        assert unchanged(target)

    def test_where_the_folder_is_missing(self, target: Path) -> None:
        with pytest.raises(DocketError, match=r"there is no folder \[.*nowhere\]; make it first"):
            take(target.parent / "nowhere" / "docket.parquet", self.SOUND, name="../docket.csv")
        assert unchanged(target)

    def test_where_the_target_is_the_source(self, target: Path) -> None:
        target.write_text(self.SOUND)
        with pytest.raises(DocketError, match="would overwrite the file that is read"):
            intake.take(target, target, dictionary=DICTIONARY)
        assert target.read_text() == self.SOUND

    def test_where_the_quarantine_is_the_source(self, target: Path) -> None:
        table.beside(target).write_text(self.SOUND)
        with pytest.raises(DocketError, match="would overwrite the file that is read"):
            intake.take(table.beside(target), target, dictionary=DICTIONARY)
        assert table.beside(target).read_text() == self.SOUND

    @pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder where not even root may write")
    def test_where_the_folder_may_not_be_written(self, target: Path) -> None:
        source = target.parent.parent / "docket.csv"
        source.write_text(self.SOUND)
        with pytest.raises(DocketError, match="nothing was changed"):
            intake.take(source, Path("/proc/self/docket.parquet"), dictionary=DICTIONARY)

    @pytest.mark.parametrize("limit", [0, 2_000, 20_000, 60_000])
    def test_where_the_disk_is_full(self, target: Path, limit: int) -> None:
        """A limit on the size of files, in a process of its own, stands for the full disk."""
        source = target.parent.parent / "docket.csv"
        source.write_text("case_id,office,court\n" + "".join(f"{os.urandom(12).hex()},North,C\n" for _ in range(8000)))
        said = subprocess.run(
            [sys.executable, "-c", FULL_DISK, source, target, str(limit)], capture_output=True, check=True
        )
        assert b"could not be written (" in said.stdout or b"File too large" in said.stdout
        assert b"nothing was changed" in said.stdout
        assert unchanged(target)

    @pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    @pytest.mark.parametrize("stood", [True, False])
    def test_where_the_docket_fails_after_its_quarantine(
        self, target: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, stood: bool
    ) -> None:
        replace = Path.replace

        def fail(draft: Path, final: Path) -> Path:
            if (draft.name, final) != ("docket.parquet", target):
                return replace(draft, final)
            assert table.beside(target).read_bytes() != OLD
            raise failure

        monkeypatch.setattr(Path, "replace", fail)
        if not stood:
            table.beside(target).unlink()
        with pytest.raises((DocketError, KeyboardInterrupt)):
            take(target, self.SOUND)
        assert unchanged(target) or not stood
        assert table.beside(target).exists() == stood
        assert len(list(target.parent.iterdir())) == 1 + stood

    def test_where_the_caller_stops_halfway(self, target: Path) -> None:
        def stop(_: int) -> None:
            raise KeyboardInterrupt

        source = target.parent.parent / "docket.csv"
        source.write_text(self.SOUND)
        with pytest.raises(KeyboardInterrupt):
            intake.take(source, target, dictionary=DICTIONARY, progress=stop)
        assert unchanged(target)

    def test_where_a_parquet_file_was_cut(self, target: Path) -> None:
        whole = _parquet(target.parent.parent)
        cuts = [*range(0, 16), *range(16, len(whole), len(whole) // 40), *range(len(whole) - 12, len(whole))]
        for cut in cuts:
            with pytest.raises(DocketError):
                take(target, whole[:cut], name="docket.parquet")
            assert unchanged(target)

    def test_where_a_parquet_file_lost_its_middle(self, target: Path) -> None:
        whole = _parquet(target.parent.parent)
        for cut in range(8, len(whole) - 60, len(whole) // 20):
            holed = whole[:cut] + b"\0" * 50 + whole[cut + 50 :]
            try:
                taken = take(target, holed, name="docket.parquet")
            except DocketError as error:
                assert "not a whole Parquet file" in str(error)
                assert unchanged(target)
            else:  # a hole in statistics or in a dictionary page can go unseen; the counts still hold
                assert reconciles(taken, target)
                target.write_bytes(OLD)
                table.beside(target).write_bytes(OLD)


FULL_DISK = """
import resource, sys
from pathlib import Path
from evenhand.docket import facts, intake
source, target, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    intake.take(source, target, dictionary=facts.load_dictionary())
except intake.DocketError as error:
    print(error)
"""


def _parquet(folder: Path) -> bytes:
    cases = {"case_id": [f"SYN-{n}" for n in range(300)], "office": ["North"] * 300, "birth": ["1974"] * 300}
    pl.DataFrame(cases).write_parquet(folder / "whole.parquet")
    return (folder / "whole.parquet").read_bytes()


LOOSE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
CELL = st.sampled_from(
    ["", "SYN-1", "SYN-2", "SYN-3", "N", "1974", "31/2", '"', '""', '"a\nb"', "x\0", "\n", "\r\n", ","]
)
ROW = st.lists(CELL, min_size=1, max_size=4).map(",".join)
HEADER = b"case_id,office,birth\n"


@LOOSE
@given(rows_drawn=st.lists(ROW, min_size=1, max_size=25), size=st.integers(1, 30))
@example(rows_drawn=['SYN-1,N,"', '"'], size=1)
def test_in_is_taken_plus_quarantined_on_any_table(target: Path, rows_drawn: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "BATCH", size)
        _take_or_refuse(target, HEADER + "\n".join(rows_drawn).encode())


@LOOSE
@given(content=st.binary(max_size=300), headed=st.booleans())
def test_random_bytes_are_taken_quarantined_or_refused_and_nothing_else_escapes(
    target: Path, content: bytes, headed: bool
) -> None:
    _take_or_refuse(target, (HEADER if headed else b"") + content)


@LOOSE
@given(content=st.binary(max_size=200), end=st.sampled_from([b"PAR1", b"\x10\0\0\0PAR1", b""]))
def test_random_bytes_in_a_parquet_file_are_refused(target: Path, content: bytes, end: bytes) -> None:
    target.write_bytes(OLD)
    table.beside(target).write_bytes(OLD)
    with pytest.raises(DocketError):
        take(target, b"PAR1" + content + end, name="docket.parquet")
    assert unchanged(target)


def _take_or_refuse(target: Path, content: bytes) -> None:
    target.write_bytes(OLD)
    table.beside(target).write_bytes(OLD)
    try:
        taken = take(target, content)
    except DocketError:
        assert unchanged(target)
    else:
        assert reconciles(taken, target)
        assert len(set(ids(target))) == len(ids(target))
