"""Inputs that are refused, in Chinese and English: for each kind what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from revtrack.words.language import Lang
from revtrack.words.refusals_of_accounts import OF_ACCOUNTS
from revtrack.words.refusals_of_corpus import OF_THE_CORPUS

#: For each kind and language (what is wrong, what to do); templates that are filled with the facts of the error.
Told = Mapping[str, Mapping[Lang, tuple[str, str]]]

#: Inputs that the user has to mend: the kinds of `InvalidInput`.
REFUSALS: Told = {
    "missing": {
        "zh": ("找不到文件", "请检查路径和文件名"),
        "en": ("no such file", "check the path and the file name"),
    },
    "directory": {
        "zh": ("这是文件夹，不是文件", "请给出其中某个文件的路径"),
        "en": ("this is a folder, not a file", "give the path of a file in it"),
    },
    "unreadable": {
        "zh": ("无法读取（{reason}）", "请检查文件权限"),
        "en": ("cannot be read ({reason})", "check the permissions of the file"),
    },
    "home-holds": {
        "zh": ("这里已有备份中也有、内容不同的 {names}，没有恢复任何内容", "请把它们移到别处，或恢复到空的文件夹"),
        "en": (
            "there are {names} here that differ from those of the backup; nothing was restored",
            "move them away, or restore into an empty folder",
        ),
    },
    "link": {
        "zh": ("文件夹里的链接，没有读取：只读所给文件夹里的文件", "要读它所指的文件，请直接给出该文件"),
        "en": (
            "a link in a folder, which was not followed: only what lies in the folder is read",
            "give the file that it leads to by itself",
        ),
    },
    "not-regular": {
        "zh": ("这是管道、设备或套接字，不是普通文件，没有读取", "请给出普通文件"),
        "en": ("a pipe, device or socket and no regular file; it was not read", "give a regular file"),
    },
    "empty": {
        "zh": ("文件里没有文字", "请检查是否选错了文件，或转换时丢失了内容"),
        "en": ("there is no text in the file", "check whether this is the right file, or what a conversion lost"),
    },
    "binary": {
        "zh": ("这是{format}，不是文本", ""),
        "en": ("this is {format}, not text", ""),
    },
    "control": {
        "zh": ("含有大量控制字符（{codepoint} 等 {count} 个），看来不是文本", "请从原来的程序另存为纯文本（UTF-8）"),
        "en": (
            "holds many control characters ({codepoint}, {count} in all) and does not look like text",
            "save it as plain text (UTF-8) from the program it came from",
        ),
    },
    "nul": {
        "zh": ("含有空字符（NUL），看来不是文本或已损坏", "请从原来的程序另存为纯文本（UTF-8）"),
        "en": (
            "holds NUL characters and does not look like text, or is damaged",
            "save it as plain text (UTF-8) from the program it came from",
        ),
    },
    "undecodable": {
        "zh": (
            "无法按任何支持的编码读取（最接近 {encoding}，该处字节为 {bytes}）",
            "支持 UTF-8、UTF-16、GB18030（含 GBK、GB2312）、Big5；请另存为 UTF-8，或重新下载损坏的文件",
        ),
        "en": (
            "fits no supported encoding (closest: {encoding}; the bytes there are {bytes})",
            "UTF-8, UTF-16, GB18030 (with GBK, GB2312) and Big5 are read; save it as UTF-8, or get an undamaged copy",
        ),
    },
    "too-large": {
        "zh": (
            "文件过大（{size} 字节，上限 {limit} 字节）",
            "请只保留要比对的部分，或调高设置 max_file_bytes（环境变量 REVTRACK_MAX_FILE_BYTES）",
        ),
        "en": (
            "too large ({size} bytes, the limit is {limit})",
            "keep only the part to compare, or raise the setting max_file_bytes (REVTRACK_MAX_FILE_BYTES)",
        ),
    },
    "markup": {
        "zh": ("网页的标记嵌套过深或属性过多，无法读取", "请在浏览器中打开，复制正文，另存为纯文本（UTF-8）"),
        "en": (
            "the page nests too deeply or has too many attributes to be read",
            "open it in a browser, copy the text and save it as plain text (UTF-8)",
        ),
    },
    "twice-stdin": {
        "zh": ("新旧两个文本不能都取自标准输入", "请至少给出一个文件"),
        "en": ("both texts cannot come from standard input", "give at least one file"),
    },
    "setting": {
        "zh": ("设置 {key} 的值不合法", "可用的值：{wanted}"),
        "en": ("the value of the setting {key} is not allowed", "use {wanted}"),
    },
    "setting-unknown": {
        "zh": ("没有名为 {key} 的设置", "请改正或删除；可用的：{known}"),
        "en": ("there is no setting {key}", "correct or remove it; known: {known}"),
    },
    "setting-syntax": {
        "zh": ("设置文件不是合法的 TOML：{reason}", "请改正该文件"),
        "en": ("the settings are not valid TOML: {reason}", "correct the file"),
    },
    "output-directory": {
        "zh": ("输出位置是文件夹", "请用 -o 给出文件名"),
        "en": ("the output is a folder", "give a file name with -o"),
    },
    "output-is-input": {
        "zh": ("输出文件就是输入文件，写入会毁掉原文", "请换一个输出文件名"),
        "en": ("the output is one of the inputs and would overwrite it", "choose another output file"),
    },
    "output-is-file": {
        "zh": ("这是文件，不是文件夹", "请用 -o 给出文件夹"),
        "en": ("this is a file, not a folder", "give a folder with -o"),
    },
    "pdf-encrypted": {
        "zh": ("PDF 文件已加密", "请用密码打开，另存为不加密的文件"),
        "en": ("the PDF is encrypted", "open it with its password and save it without one"),
    },
    "pdf-broken": {
        "zh": ("PDF 文件已损坏或不完整 {page}", "请重新下载或重新导出"),
        "en": ("the PDF is damaged or incomplete {page}", "download or export it again"),
    },
    "pdf-pages": {
        "zh": ("PDF 文件页数过多（{count} 页，上限 {limit} 页）", "请只保留需要的部分"),
        "en": ("the PDF has too many pages ({count}, at most {limit})", "keep only the part that is needed"),
    },
    "scanned": {
        "zh": (
            "第 {pages} 页是扫描图片，没有文字",
            "请安装 revtrack[ocr]，或 Tesseract 和中文包（Debian：tesseract-ocr-chi-sim）后重试，或先做文字识别",
        ),
        "en": (
            "page {pages} is a scanned picture without text",
            "install revtrack[ocr], or Tesseract with Chinese (Debian: tesseract-ocr-chi-sim), or recognise it first",
        ),
    },
    "unreadable-text": {
        "zh": (
            "第 {pages} 页的文字层不是文字（私用区字符、乱码），无法读取",
            "请安装 revtrack[ocr] 以便识别页面图像（PDF），或向发布者索取可读的文件",
        ),
        "en": (
            "the text layer of page {pages} is no text (private or mixed-up characters) and cannot be read",
            "install revtrack[ocr], which reads the picture of a page (PDF), or ask the publisher for a readable file",
        ),
    },
    "in-doubt": {
        "zh": ("文本有疑问（{question}），没有自动存入", "请在收件箱中查看后存入"),
        "en": (
            "the text is in doubt ({question}) and was not taken in by itself",
            "look at it in the inbox and accept it",
        ),
    },
    "ofd-pages": {
        "zh": ("OFD 文件页数过多（上限 {limit} 页）", "请只保留需要的部分"),
        "en": ("the OFD file has too many pages (at most {limit})", "keep only the pages that are needed"),
    },
    "pictures": {
        "zh": ("文件里只有图片，没有文字", "请先做文字识别（OCR），再加入识别后的文件"),
        "en": ("the file holds pictures and no text", "recognise its text first (OCR), then add that"),
    },
    "office-encrypted": {
        "zh": ("文件已加密，或是旧版 Office 格式", "请用密码打开，另存为不加密的 .docx 或 .xlsx"),
        "en": (
            "the file is encrypted, or of an old Office format",
            "open it with its password and save it without one as .docx or .xlsx",
        ),
    },
    "office-broken": {
        "zh": ("Office 文件已损坏（{reason}）", "请重新下载，或用原来的程序打开后另存"),
        "en": ("the Office file is damaged ({reason})", "download it again, or save it anew from its program"),
    },
    "office-bomb": {
        "zh": ("Office 文件解压后过大（上限 {limit} 字节）", "请只保留需要的部分"),
        "en": ("the Office file unpacks to more than {limit} bytes", "keep only the part that is needed"),
    },
    "office-macro": {
        "zh": ("Office 文件带有宏", "请另存为不带宏的 .docx 或 .xlsx"),
        "en": ("the Office file holds macros", "save it without them as .docx or .xlsx"),
    },
    "office-entities": {
        "zh": ("Office 文件的 {part} 含有实体定义，正常的文件没有", "请核实来源，用原来的程序另存"),
        "en": (
            "{part} of the Office file defines entities, which no ordinary file does",
            "check where it comes from and save it anew from its program",
        ),
    },
    "too-long": {
        "zh": (
            "两份文本共 {sentences} 句，超过一次比较的上限 {limit} 句",
            "请拆分后分别比较，或调高设置 max_sentences",
        ),
        "en": (
            "the two texts have {sentences} sentences, and at most {limit} are compared at once",
            "split them and compare the parts, or raise the setting max_sentences",
        ),
    },
    "too-much-work": {
        "zh": (
            "比较这两份文本的步数超过上限 {limit}：相似的句子太多",
            "请拆分后分别比较，或调高设置 max_steps",
        ),
        "en": (
            "comparing the two texts takes more than {limit} steps: too many sentences are alike",
            "split them and compare the parts, or raise the setting max_steps",
        ),
    },
    "compare-slow": {
        "zh": ("比较用时超过 {seconds} 秒，已中止", "请拆分后分别比较，或调高设置 compare_seconds"),
        "en": (
            "the comparison took more than {seconds} seconds and was stopped",
            "split the texts and compare the parts, or raise the setting compare_seconds",
        ),
    },
    "compare-memory": {
        "zh": ("比较所需内存超过 {megabytes} MB，已中止", "请拆分后分别比较，或调高设置 compare_megabytes"),
        "en": (
            "the comparison needed more than {megabytes} MB of memory and was stopped",
            "split the texts and compare the parts, or raise the setting compare_megabytes",
        ),
    },
    "reader-slow": {
        "zh": ("读取 {format} 超过 {seconds} 秒，已中止", "请拆分文件，或调高设置 reader_seconds"),
        "en": (
            "reading the {format} took more than {seconds} seconds and was stopped",
            "split the file, or raise the setting reader_seconds",
        ),
    },
    "reader-memory": {
        "zh": ("读取 {format} 超过 {megabytes} MB 内存，已中止", "请拆分文件，或调高设置 reader_megabytes"),
        "en": (
            "reading the {format} took more than {megabytes} MB and was stopped",
            "split the file, or raise the setting reader_megabytes",
        ),
    },
    "reader-failed": {
        "zh": ("无法读取这个 {format} 文件", "请用原来的程序打开后另存，或转为纯文本"),
        "en": ("this {format} file cannot be read", "save it anew from its program, or as plain text"),
    },
    "bug": {
        "zh": ("读取这个文件时程序出错（{error}），其余文件不受影响", "请把文件和日志交给 revtrack 的维护者"),
        "en": (
            "the program made an error in reading this file ({error}); the others are not touched by it",
            "give the file and the log to whoever maintains revtrack",
        ),
    },
    "zip-broken": {
        "zh": ("压缩文件已损坏（{reason}）", "请重新下载，或解压后给出其中的文件"),
        "en": ("the archive is damaged ({reason})", "download it again, or unpack it and give the files"),
    },
    "zip-bomb": {
        "zh": ("压缩文件解压后过大或文件过多（上限 {limit} 字节）", "请解压后只给出需要的文件"),
        "en": ("the archive unpacks to too much (at most {limit} bytes)", "unpack it and give what is needed"),
    },
    "zip-path": {
        "zh": ("压缩文件里有不安全的文件名（{member}）", "请核实来源，解压检查后再给出其中的文件"),
        "en": ("the archive holds an unsafe name ({member})", "check where it comes from, unpack it, give the files"),
    },
    "zip-encrypted": {
        "zh": ("压缩文件里的 {member} 已加密", "请用密码解压后给出其中的文件"),
        "en": ("{member} in the archive is encrypted", "unpack it with its password and give the files"),
    },
    "no-converter": {
        "zh": (
            "这是旧版 Office、WPS、RTF 或 OpenDocument 文档，读取它需要 LibreOffice",
            "请安装 LibreOffice（Debian：libreoffice-writer-nogui），或另存为 .docx、.xlsx",
        ),
        "en": (
            "this is an old Office, WPS, RTF or OpenDocument file, which needs LibreOffice to be read",
            "install LibreOffice (Debian: libreoffice-writer-nogui), or save it as .docx or .xlsx",
        ),
    },
    "no-corpus": {
        "zh": ("这里还没有语料库", "请先运行 revtrack init，或用 REVTRACK_HOME 指明语料库所在的文件夹"),
        "en": ("there is no corpus here yet", "run revtrack init, or name its folder in REVTRACK_HOME"),
    },
    "corpus-exists": {
        "zh": ("这里已经有语料库", "请直接使用，或用 REVTRACK_HOME 指明另一个文件夹"),
        "en": ("there is a corpus here already", "use it, or name another folder in REVTRACK_HOME"),
    },
    "no-files": {
        "zh": ("文件夹里没有可以读取的文件（{suffixes}）", "请检查路径，或直接给出文件"),
        "en": ("the folder holds no file that can be read ({suffixes})", "check the path, or name the file itself"),
    },
    **OF_ACCOUNTS,
    **OF_THE_CORPUS,
    "backup": {
        "zh": ("不是可用的备份（{reason}）", "请检查是否选错了文件，或换一份备份"),
        "en": ("this is no backup that can be used ({reason})", "check the file, or take another backup"),
    },
    "usage": {
        "zh": ("命令行有误：{reason}", "运行 {command} --help 查看用法"),
        "en": ("{reason}", "run {command} --help"),
    },
    "no-derivatives": {
        "zh": ("语料库中没有找到承接《{title}》的文件", "请在后面写明下位文件，或先用 revtrack add 加入"),
        "en": ("the corpus holds no text that takes up “{title}”", "name the lower texts behind it, or add them first"),
    },
    "unknown-address": {
        "zh": ("没有定位为“{address}”的条款", "可用的定位：{known}"),
        "en": ("there is no clause “{address}”", "the addresses are: {known}"),
    },
    "no-instructions": {
        "zh": ("《{title}》中没有读出修改指令", "请检查它是否是修改决定"),
        "en": ("no instruction was read in “{title}”", "check whether it is a decision on amending"),
    },
    "no-address": {
        "zh": ("没有写明条款", "请写成 DOC#定位，如 abc123#二/（五）"),
        "en": ("no clause was named", "write DOC#ADDRESS, as in abc123#二/（五）"),
    },
    "source-name": {
        "zh": ("来源名称 {name} 不合法", "请只用小写字母、数字、汉字和连字符，最多 63 个字符"),
        "en": (
            "{name} is no name for a source",
            "use small letters, digits, Chinese characters and hyphens, 63 at most",
        ),
    },
    "source-syntax": {
        "zh": ("来源文件不是合法的 TOML：{reason}", "请改正该文件（UTF-8 编码）"),
        "en": ("the source is not valid TOML: {reason}", "correct the file (in UTF-8)"),
    },
    "source-unknown": {
        "zh": ("来源文件中没有名为 {key} 的项", "请改正或删除；可用的项：{known}"),
        "en": ("a source has no key {key}", "correct or remove it; known keys: {known}"),
    },
    "source-missing": {
        "zh": ("来源文件缺少 {key}", "请补上，例如：{wanted}"),
        "en": ("the source lacks {key}", "add it, for example {wanted}"),
    },
    "source-value": {
        "zh": ("来源文件中 {key} 的值不合法", "可用的值：{wanted}"),
        "en": ("the value of {key} in the source is not allowed", "use {wanted}"),
    },
    "unknown-source": {
        "zh": ("没有名为 {name} 的来源", "可用的来源：{known}"),
        "en": ("there is no source {name}", "the sources are: {known}"),
    },
    "unknown-item": {
        "zh": ("收件箱中没有 {item}", "revtrack watch inbox 列出全部"),
        "en": ("the inbox holds no {item}", "revtrack watch inbox lists all"),
    },
    "release-folder": {
        "zh": ("文件夹里已有内容", "请写一个尚不存在或空的文件夹"),
        "en": ("something stands there already", "name a folder that is not there yet, or an empty one"),
    },
    "subscription-empty": {
        "zh": ("这个检索没有写任何条件", "请写词语或至少一项条件"),
        "en": ("the search asks for nothing", "give words or another condition"),
    },
    "subscription-address": {
        "zh": ("不能告知到 {address}", "请写 https:// 地址、邮箱地址，或留空只用订阅源；内部地址须由 watch_allow 放行"),
        "en": (
            "{address} cannot be told",
            "give an https:// address, a mail address, or nothing for the feed alone; watch_allow lets inner ones in",
        ),
    },
    "subscription-administer": {
        "zh": ("{address} 只有管理员可以使用", "请写 https:// 地址或邮箱地址，或留空只用订阅源"),
        "en": ("{address} is for administrators", "give an https:// address, a mail address, or nothing for the feed"),
    },
    "subscription-mail": {
        "zh": ("没有可用的邮件服务器", "请管理员在 tell.toml 中写 {name} = 邮件服务器的 Apprise 地址"),
        "en": ("there is no mail server", "have an administrator name it as {name} in tell.toml"),
    },
    "subscriptions-full": {
        "zh": ("已有 {count} 个订阅", "请先取消不需要的"),
        "en": ("there are {count} subscriptions already", "unsubscribe from some first"),
    },
    "unknown-subscription": {
        "zh": ("没有编号为 {subscription} 的订阅", "revtrack subscribe 列出全部"),
        "en": ("there is no subscription {subscription}", "revtrack subscribe lists all"),
    },
    "unknown-message": {
        "zh": ("发件箱中没有等待发送的 {message}", "revtrack watch outbox 列出全部"),
        "en": ("no message {message} waits in the outbox", "revtrack watch outbox lists all"),
    },
    "ambiguous-item": {
        "zh": ("{item} 可能指几项：{candidates}", "请写长一些"),
        "en": ("{item} may mean several: {candidates}", "write more of it"),
    },
    "item-decided": {
        "zh": ("{item} 已经决定过（{status}，{by}，{at}）", "已存入的可用 revtrack undo 撤销"),
        "en": ("{item} was decided ({status}, {by}, {at})", "revtrack undo takes back what was accepted"),
    },
    "tell-syntax": {
        "zh": ("通知设置不是合法的 TOML：{reason}", "请改正该文件"),
        "en": ("the file of whom to tell is not valid TOML: {reason}", "correct the file"),
    },
    "tell-value": {
        "zh": ("{name} 的通知地址不合法", '请写成 名称 = "mailto://…"，或 {{address = "…", language = "zh"}}'),
        "en": (
            "the address of {name} cannot be used",
            'write name = "mailto://…", or {{address = "…", language = "en"}}',
        ),
    },
    "too-many-files": {
        "zh": ("一次超过 {limit} 个文件", "请分几次提交，或作为文件夹加入"),
        "en": ("more than {limit} files at once", "hand them in in several portions, or as a folder"),
    },
    "uploads-full": {
        "zh": (
            "等待确认的上传已满（最多 {files} 个文件、{bytes} 字节）",
            "请先在 /uploads 页面确认或放弃一些（无人确认的一天后自动清除），或调高设置 waiting_files、waiting_bytes",
        ),
        "en": (
            "too many uploads wait to be confirmed (at most {files} files and {bytes} bytes)",
            "confirm or discard some on the page /uploads (what nobody confirms is dropped after a day), or raise the "
            "settings waiting_files and waiting_bytes",
        ),
    },
    "no-upload": {
        "zh": ("没有选择文件", "请至少选择一个文件"),
        "en": ("no file was chosen", "choose at least one file"),
    },
    "unknown-job": {
        "zh": ("没有任务 {job}，或不止一个", "revtrack jobs 列出全部"),
        "en": ("there is no job {job}, or more than one", "revtrack jobs lists all"),
    },
    "job-cancelled": {
        "zh": ("任务已取消（{what}）", "重新打开页面即可再做一次"),
        "en": ("the job was cancelled ({what})", "open the page again to have it done"),
    },
    "unknown-upload": {
        "zh": ("这些文件已不在此处", "请重新选择文件"),
        "en": ("these files are no longer here", "choose them again"),
    },
    "reviewer": {
        "zh": ("没有复核人姓名", "请填写姓名，它会与复核意见一并记录"),
        "en": ("the reviewer has no name", "give your name: it stands beside what you said"),
    },
    "review-about": {
        "zh": ("比对中没有 {what}（共 {count} 项）", "请重新载入页面"),
        "en": ("the comparison holds no {what} (it has {count})", "load the page again"),
    },
    "review-verdict": {
        "zh": ("不能对 {about} 作出“{verdict}”，或所列要素不在其中", "请从列出的意见中选择；更正至少须有一个要素"),
        "en": (
            "“{verdict}” cannot be said of a {about}, or its fields are not known",
            "choose one of the verdicts offered; a correction names at least one field",
        ),
    },
    "review-words": {
        "zh": ("文本（{side}）的任何一句中都没有这些文字：{words}", "请从文本中逐字选取，不要跨句"),
        "en": (
            "no sentence of the {side} text holds these words: {words}",
            "pick them from the text, within a sentence",
        ),
    },
    "review-words-none": {
        "zh": ("两侧都没有引文", "至少在一侧选取文字"),
        "en": ("neither side has a quote", "pick words on one side at least"),
    },
    "review-note": {
        "zh": ("备注是空的", "请写明内容，或不填写"),
        "en": ("the remark is empty", "write something, or leave it"),
    },
    "serve-address": {
        "zh": (
            "在有管理员账户之前，revtrack 只对本机开放，不能使用地址 {address}",
            "请运行 revtrack account 登录名 --add --role administrator；或使用 127.0.0.1，从别处经由 SSH 隧道访问",
        ),
        "en": (
            "revtrack serves this machine only until it has an administrator, not the address {address}",
            "run revtrack account NAME --add --role administrator; or use 127.0.0.1, and come over an SSH tunnel",
        ),
    },
    "output-suffix": {
        "zh": ("没有后缀为 {suffix} 的输出格式", "请用以下后缀之一：{known}；或用 --format 写明格式"),
        "en": ("no format has the suffix {suffix}", "use one of {known}, or name the format with --format"),
    },
    "output-needed": {
        "zh": ("{format} 不是可在终端显示的文本", "请用 -o 给出文件名"),
        "en": ("the format {format} is no text for a terminal", "name a file with -o"),
    },
}
