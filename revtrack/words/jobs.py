"""Every word of the jobs that go on behind the pages, in Chinese and English: commands and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.errors import RevtrackError
from revtrack.words.language import Lang
from revtrack.words.phrases import Words

JOB_SIGNS: Mapping[str, str] = {"waiting": "…", "running": "▸", "done": "✓", "failed": "⚠", "cancelled": "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWords:
    """Jobs in one language. Templates are filled with `format`."""

    title: str
    lead: str
    none: str
    queue: str
    nobody_works: str
    by: str
    asked: str
    took: str
    tries: str
    cancel: str
    cancelling: str
    again: str
    working: str
    died: str
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]

    def fault(self, fault: str, error: BaseException | None, language: Words) -> str:
        """Why a job failed, or is tried again; `fault` is what is kept of it where the error is not."""
        if isinstance(error, RevtrackError):
            return language.stop.join(error.lines(language))
        return self.died if fault == "died" else fault


_ZH = JobWords(
    title="任务",
    lead="页面背后进行的工作：重启或中断后会继续，同样的工作只做一次。",
    none="还没有任务。",
    queue="等待 {waiting} 项，最久 {seconds} 秒；进行中 {running} 项",
    nobody_works="等待太久：没有进程在处理任务。请运行 revtrack serve 或 revtrack jobs --work。",
    by="由",
    asked="提出",
    took="用时 {seconds} 秒",
    tries="已试 {attempts} 次",
    cancel="取消",
    cancelling="正在取消",
    again="重做",
    working="正在处理任务，按 Ctrl-C 结束",
    died="处理它的进程几次中断",
    kinds={
        "read-upload": "读取上传的文件",
        "store-upload": "存入上传的文件",
        "read-duties": "读取义务",
        "compare": "比对",
        "export": "导出比对",
        "export-trace": "导出承接情况",
        "index-wording": "编制共用文字索引",
        "relate": "查找相关文件",
        "siblings": "并列同类文件",
        "trace": "追踪承接情况",
        "propose": "查找可能是同一政策的文件",
        "read-force": "读取效力信息",
        "read-targets": "读取指标",
        "article": "梳理条文沿革",
        "watch": "查看来源",
    },
    statuses={"waiting": "等待", "running": "进行中", "done": "完成", "failed": "失败", "cancelled": "已取消"},
)

_EN = JobWords(
    title="Jobs",
    lead="What goes on behind the pages: it continues after a restart or an interruption, and is done once.",
    none="There are no jobs yet.",
    queue="{waiting} wait, the oldest for {seconds} s; {running} under way",
    nobody_works="They wait too long: no process does jobs. Run revtrack serve or revtrack jobs --work.",
    by="by",
    asked="asked for",
    took="took {seconds} s",
    tries="tried {attempts} times",
    cancel="Cancel",
    cancelling="being cancelled",
    again="Do it again",
    working="doing jobs; Ctrl-C ends it",
    died="the processes that did it died several times",
    kinds={
        "read-upload": "reading uploaded files",
        "store-upload": "storing uploaded files",
        "read-duties": "reading duties",
        "compare": "comparing",
        "export": "writing a comparison as a file",
        "export-trace": "writing a matrix as a file",
        "index-wording": "indexing shared wording",
        "relate": "finding related documents",
        "siblings": "setting siblings side by side",
        "trace": "tracing",
        "propose": "looking for documents that may be one",
        "read-force": "reading what is in force",
        "read-targets": "reading targets",
        "article": "following one article",
        "watch": "looking at sources",
    },
    statuses={
        "waiting": "waiting",
        "running": "under way",
        "done": "done",
        "failed": "failed",
        "cancelled": "cancelled",
    },
)

_WORDS: Mapping[Lang, JobWords] = {"zh": _ZH, "en": _EN}


def job_words(lang: Lang) -> JobWords:
    """The words in a language."""
    return _WORDS[lang]
