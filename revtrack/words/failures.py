"""What failed outside of us, and what is worth knowing about a file, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from revtrack.words.language import Lang
from revtrack.words.refusals import Told

#: Files that are no text: what each is, and what to do with it.
BINARIES: Told = {
    "pptx": {
        "zh": ("演示文稿（pptx）", "请另存为纯文本（.txt，UTF-8）"),
        "en": ("a presentation (pptx)", "save it as plain text (.txt, UTF-8)"),
    },
    "odp": {
        "zh": ("OpenDocument 演示文稿", "请另存为纯文本（.txt，UTF-8）"),
        "en": ("an OpenDocument presentation", "save it as plain text (.txt, UTF-8)"),
    },
    "xlsb": {
        "zh": ("二进制 Excel 工作簿（xlsb）", "请在 Excel 中另存为 .xlsx"),
        "en": ("a binary Excel workbook (xlsb)", "save it as .xlsx in Excel"),
    },
    "xml": {
        "zh": ("XML 数据，不是网页", "请给出它所显示的网页或文档"),
        "en": ("XML data and no web page", "give the page or document that shows it"),
    },
    "epub": {
        "zh": ("EPUB 电子书", "请转为纯文本（.txt）"),
        "en": ("an EPUB book", "convert it to plain text (.txt)"),
    },
    "zip": {
        "zh": ("压缩文件（zip）", "请先解压，再给出其中的文本文件"),
        "en": ("a zip archive", "unpack it and give a text file that was in it"),
    },
    "archive": {
        "zh": ("压缩文件", "请先解压，再给出其中的文本文件"),
        "en": ("a compressed archive", "unpack it and give a text file that was in it"),
    },
    "image": {
        "zh": ("图片", "请先做文字识别，保存为纯文本（.txt）"),
        "en": ("an image", "have its text recognised and save that as plain text (.txt)"),
    },
    "media": {
        "zh": ("音频或视频", "请给出文字稿"),
        "en": ("an audio or video file", "give a transcript"),
    },
    "program": {
        "zh": ("程序文件", "请检查是否选错了文件"),
        "en": ("a program file", "check whether this is the right file"),
    },
    "database": {
        "zh": ("数据库文件", "请导出其中的文本"),
        "en": ("a database file", "export the text that is in it"),
    },
}
#: What failed outside of us: the kinds of `OperationFailed`.
FAILURES: Told = {
    "compare-ended": {
        "zh": ("比较在完成前被中止（{code}），没有结果", "需要时请重新比较；若再次中止，请检查内存是否够用"),
        "en": (
            "the comparison was ended before it was done ({code}), and there is no result",
            "compare again where it is wanted; if that ends too, see whether the machine has memory enough",
        ),
    },
    "fetch": {
        "zh": ("取不到网页（{kind} {facts}）", "请在浏览器中打开该地址；内部地址须在设置 watch_allow 中写明"),
        "en": (
            "the page cannot be had ({kind} {facts})",
            "open the address in a browser; addresses of the house must be named in the setting watch_allow",
        ),
    },
    "inbox-bytes": {
        "zh": ("收件箱中 {item} 的原文已不在（{reason}）", "谢绝该项，下次查看时会重新取得"),
        "en": ("the bytes of {item} are gone ({reason})", "decline it; the next look fetches it again"),
    },
    "accounts": {
        "zh": ("账户的数据库不能使用（{reason}）", "请检查设置 state_url 和磁盘空间；accounts.db 损坏时请从备份恢复"),
        "en": (
            "the database of accounts cannot be used ({reason})",
            "check the setting state_url and the disk; restore a damaged accounts.db from a backup",
        ),
    },
    "jobs": {
        "zh": (
            "后台任务的数据库不能使用（{reason}）",
            "请检查设置 state_url 和磁盘空间；jobs.db 损坏时可以移走，任务会重新建立",
        ),
        "en": (
            "the database of background jobs cannot be used ({reason})",
            "check the setting state_url and the disk; a damaged jobs.db may be moved away: jobs are asked for again",
        ),
    },
    "job-waits": {
        "zh": ("所求尚未备好", "请稍后再试；/api/v1/jobs/{job} 说明进度"),
        "en": ("what was asked for takes longer", "ask again later; /api/v1/jobs/{job} says how far it is"),
    },
    "job-died": {
        "zh": ("后台任务没有完成（{what}）", "请重新打开页面；若总是如此，请缩小文件后再试"),
        "en": (
            "a background job came to no end ({what})",
            "open the page again; if that helps nothing, try a smaller file",
        ),
    },
    "state": {
        "zh": (
            "监测数据库不能使用（{reason}）",
            "请检查设置 state_url 和磁盘空间；文件损坏时，把 state.db 移走后重新查看，已收入的不会再次提醒",
        ),
        "en": (
            "the watch's database cannot be used ({reason})",
            "check the setting state_url and the disk; where state.db is damaged, move it away and look again: nothing"
            " that the corpus holds is announced again",
        ),
    },
    "port": {
        "zh": ("端口 {port} 不能使用（{reason}）", "请用 --port 选择另一个端口，--port 0 取空闲端口"),
        "en": ("port {port} cannot be used ({reason})", "choose another one with --port; --port 0 takes a free one"),
    },
    "no-mcp": {
        "zh": ("这里没有安装智能助手所需的部分", "请安装 revtrack[mcp]"),
        "en": ("what assistants need is not installed here", "install revtrack[mcp]"),
    },
    "no-parquet": {
        "zh": ("写 Parquet 需要 pyarrow", "请安装 revtrack[parquet]，或不加 --parquet"),
        "en": ("Parquet needs pyarrow", "install revtrack[parquet], or leave --parquet out"),
    },
    "release-changed": {
        "zh": ("写数据集时语料库有变更", "请再写一次"),
        "en": ("the corpus changed while the dataset was written", "write it again"),
    },
    "no-pdf": {
        "zh": (
            "导出 PDF 需要 WeasyPrint 和 Pango（{reason}）",
            "请安装 revtrack[pdf] 和 Pango（Debian：libpango-1.0-0 libharfbuzz-subset0），或打印 HTML 报告",
        ),
        "en": (
            "PDF needs WeasyPrint and Pango ({reason})",
            "install revtrack[pdf] and Pango (Debian: libpango-1.0-0 libharfbuzz-subset0), or print the HTML report",
        ),
    },
    "write": {
        "zh": ("无法写入（{reason}）", "请检查文件夹是否存在、可写，磁盘是否有空间"),
        "en": ("cannot be written ({reason})", "check that the folder exists, is writable and has space left"),
    },
    "locked": {
        "zh": ("另一个进程一直在写入语料库（已等待 {seconds} 秒）", "请等它结束后重试，或调高设置 lock_seconds"),
        "en": (
            "another process kept writing to the corpus (waited {seconds} seconds)",
            "try again when it is done, or raise the setting lock_seconds",
        ),
    },
    "format": {
        "zh": ("语料库的格式（{found}）比本程序所知的（{known}）新", "请升级 revtrack；旧程序不会改动它"),
        "en": (
            "the corpus has format {found}, newer than this program knows ({known})",
            "update revtrack; an older program does not touch it",
        ),
    },
    "damaged": {
        "zh": ("存储的内容已损坏（{reason}）", "请运行 revtrack verify 查明范围，再用 revtrack restore 恢复备份"),
        "en": (
            "something stored is damaged ({reason})",
            "run revtrack verify to see how much, then revtrack restore a backup",
        ),
    },
    "moved-on": {
        "zh": ("有程序不经锁写入了语料库（预期 {commit}）", "没有写入任何内容，请重试"),
        "en": ("a program wrote to the corpus without the lock (expected {commit})", "nothing was written; try again"),
    },
    "catalog": {
        "zh": ("目录数据库无法使用（{reason}）", "请检查设置 catalog_url，或删除 catalog.db 后运行 revtrack reindex"),
        "en": (
            "the catalog's database cannot be used ({reason})",
            "check the setting catalog_url, or delete catalog.db and run revtrack reindex",
        ),
    },
    "database-foreign": {
        "zh": (
            "这个数据库里是别的内容（{found}），没有做任何改动",
            "请给设置 catalog_url 或 state_url 一个专用的数据库或文件；不再需要的内容请自行删除",
        ),
        "en": (
            "the database holds something else ({found}); nothing in it was changed",
            "give the setting catalog_url or state_url a database or a file of its own, or delete what is not needed",
        ),
    },
    "database-other": {
        "zh": (
            "这个数据库属于另一个语料库（{found}），没有做任何改动",
            "请给每个语料库各自的 catalog_url 和 state_url；不再需要的内容请自行删除",
        ),
        "en": (
            "the database belongs to another corpus ({found}); nothing in it was changed",
            "give each corpus a catalog_url and a state_url of its own, or delete what is not needed",
        ),
    },
    "database-newer": {
        "zh": (
            "这个数据库由较新的程序建立（格式 {found}，本程序只认到 {known}），没有做任何改动",
            "请升级 revtrack；目录数据库也可以删除，再运行 revtrack reindex",
        ),
        "en": (
            "the database was made by a newer program (form {found}, known up to {known}); nothing in it was changed",
            "update revtrack; the catalog's may also be deleted and made anew by revtrack reindex",
        ),
    },
    "system": {
        "zh": ("操作系统报告错误（{reason}）", "请检查磁盘空间和权限后重试"),
        "en": ("the system reports an error ({reason})", "check disk space and permissions and try again"),
    },
    "memory": {
        "zh": ("内存不足", "请减小文本，或在内存更大的机器上运行"),
        "en": ("not enough memory", "use smaller texts or a machine with more memory"),
    },
}
#: What is worth knowing about how a text was got.
REMARKS: Mapping[str, Mapping[Lang, str]] = {
    "tracked-changes": {
        "zh": "含有 {count} 处修订痕迹，按全部接受读取",
        "en": "holds {count} tracked changes; read as if all were accepted",
    },
    "ocr": {
        "zh": "第 {pages} 页是扫描图片，文字由识别得来，可能有误",
        "en": "page {pages} is a scanned picture; its text was recognised and may be wrong",
    },
    "ocr-layer": {
        "zh": "第 {pages} 页是扫描图片，文字取自文件自带的识别层，可能有误",
        "en": "page {pages} is a scanned picture; its text is the file's own recognition and may be wrong",
    },
    "watermark": {
        "zh": "页面带有水印“{words}”，没有读入正文",
        "en": "the pages bear the watermark “{words}”, which is not part of the text",
    },
    "struck": {
        "zh": "有 {count} 个字被划去，没有读入正文：{words}",
        "en": "{count} characters are struck through and not read as text in force: {words}",
    },
    "hidden": {
        "zh": "有 {count} 个字被隐藏，没有读入正文：{words}",
        "en": "{count} characters are hidden and not read as text in force: {words}",
    },
    "parts-unread": {
        "zh": "文件的一部分没有读取：{parts}",
        "en": "a part of the file was not read: {parts}",
    },
    "objects": {
        "zh": "含有 {count} 个以对象形式插入的公式或附件，其中文字没有读取",
        "en": "holds {count} formulas or attachments put in as objects, whose words were not read",
    },
    "mostly-pictures": {
        "zh": "正文很少，含有 {count} 幅图片，图片中的文字没有读取",
        "en": "holds little text and {count} pictures, whose words were not read",
    },
    "formulas-unsolved": {
        "zh": "有 {count} 个公式没有保存计算结果，请在 Excel 中打开并保存后重试",
        "en": "{count} formulas have no stored result: open the file in Excel, save it, and try again",
    },
    "page-part": {
        "zh": "这是一篇 {pages} 页文章的第 {page} 页，其余各页不在文件里",
        "en": "this is page {page} of an article of {pages} pages; the others are not in the file",
    },
    "frames": {
        "zh": "网页正文可能在 {count} 个嵌入的框架里，没有读取",
        "en": "the text of the page may stand in {count} frames, which were not read",
    },
}
