"""What `--help` says, in Chinese and English: of each command, and of each argument and option."""

from __future__ import annotations

from collections.abc import Mapping

from revtrack.words.language import Lang

Help = Mapping[str, Mapping[Lang, str]]

PROGRAM: Mapping[Lang, str] = {
    "zh": "比对政策文本，说明义务的变化。",
    "en": "Compares texts of a policy and says what changed in what they oblige.",
}
#: By the words that call it; a command within another behind that one.
COMMANDS: Help = {
    "compare": {"zh": "比对两个文本", "en": "Compare two texts (.txt, .md, .html)."},
    "init": {"zh": "建立语料库", "en": "Make an empty corpus in $REVTRACK_HOME."},
    "add": {"zh": "把文件收入语料库", "en": "Take files into the corpus."},
    "split": {
        "zh": "列出一个文件里的各份文件，不收入",
        "en": "List the documents that a file holds, without storing them.",
    },
    "list": {"zh": "列出文件", "en": "List documents, the newest first."},
    "show": {"zh": "一份文件及其各版本", "en": "A document with its versions."},
    "history": {"zh": "一份文件的来历", "en": "What became of a document, oldest change first."},
    "text": {"zh": "一个版本的文本", "en": "The text of a version."},
    "original": {"zh": "取出一个版本的原件", "en": "Get the original of a version back, byte for byte."},
    "blame": {"zh": "每一条由哪个版本写入", "en": "Which version brought each clause."},
    "diff": {"zh": "比较同一文件的两个版本", "en": "Compare two versions of a document, clause by clause."},
    "search": {"zh": "在所有版本的条款中查找", "en": "Look for words in the clauses of all versions."},
    "duties": {"zh": "按主体、期限、效力查找义务", "en": "Look for duties by actor, deadline, polarity and strength."},
    "force": {
        "zh": "一份文件在某日是否现行及其依据；不写文件则列出不再有效的文件",
        "en": "How a document stands on a day and why; alone, what is no longer in force.",
    },
    "article": {
        "zh": "一条在各版本中的沿革：制定、修改、增加、删除、改序号，对义务的影响，由何决定",
        "en": "One article through all versions: what each did to it and its duties, and who decided it.",
    },
    "link": {"zh": "把两份文件合为一份（如征求意见稿与印发稿）", "en": "Join two documents that are one policy."},
    "unlink": {"zh": "拆开并入的文件", "en": "Part what was joined."},
    "move": {"zh": "把一个版本移到另一份文件", "en": "Put a version under another document."},
    "edit": {"zh": "更正元数据", "en": "Correct metadata."},
    "withdraw": {"zh": "撤回一个版本（文本保留）", "en": "Say that a version no longer counts; its text stays."},
    "undo": {"zh": "撤销一次变更", "en": "Take back one change."},
    "verify": {"zh": "核对存储的全部内容", "en": "Read everything back and name what is damaged."},
    "reindex": {"zh": "从 git 重建目录", "en": "Make the catalog anew from git."},
    "release": {
        "zh": "把全部文本、元数据和比对写成数据集（JSONL，可加 Parquet）",
        "en": "Write all texts, metadata and comparisons as a dataset (JSONL; Parquet as well).",
    },
    "backup": {"zh": "备份到一个文件", "en": "Write everything that cannot be made again into one file."},
    "restore": {"zh": "从备份恢复", "en": "Put a backup into an empty $REVTRACK_HOME."},
    "trace": {"zh": "下位文件如何承接上位文件：矩阵", "en": "How lower bodies take up a policy, as a matrix."},
    "lineage": {
        "zh": "一项义务经过各版本和各承接文件的沿革",
        "en": "One duty through versions and the texts that take it up.",
    },
    "related": {"zh": "引用、被引用、共用文字的文件", "en": "Documents that cite, are cited, or share wording."},
    "amendments": {"zh": "修改决定的每条指令是否落实", "en": "Whether each instruction of a decision was carried out."},
    "promises": {
        "zh": "要制定、修订的文件：由谁、何时，语料库中有无",
        "en": "Texts that somebody is to make or change, by whom and when, and what keeps them.",
    },
    "subscribe": {
        "zh": "订阅检索、单位、指标、政策脉络或文件：有新内容时告知；不带参数则列出订阅",
        "en": "Be told what is new for a search, a body, an indicator, a policy line, a document; alone: what is told.",
    },
    "assign": {
        "zh": "把一次比对或收件箱中的一项交办给一个账户，可写到期日",
        "en": "Give a comparison or an entry of the inbox to an account, with the day when it is due.",
    },
    "tasks": {
        "zh": "任务：谁在哪一天之前要做什么；也可更改",
        "en": "Tasks: who is to do what by when; and say how far one is.",
    },
    "indicators": {
        "zh": "指标：各文件要达到的数值；给出名称则列出历年、各级的数值与变化",
        "en": "What is to be reached; with a name: its values over years and levels, and what does not fit.",
    },
    "bodies": {
        "zh": "各单位牵头、负责、配合什么；给出单位则列出其职责、期限与某日以来的变化",
        "en": "What bodies are to do; with a name: its duties by role and day, and what changed since a day.",
    },
    "enforcement": {
        "zh": "违反一条义务由哪一条处罚：本文件的，以及其他文件中点名的",
        "en": "By which clause the breach of each duty is punished, in its text and in others that name it.",
    },
    "measures": {
        "zh": "一项措施出现在哪些文件中，先后、程度、由谁承担；只写 --from 则列出该文件的措施",
        "en": "In which texts a measure stands, how far, by whom; with --from alone, the measures of a document.",
    },
    "siblings": {
        "zh": "依据相同的其他地区文件；写明则并列：共有什么，什么只在一份里",
        "en": "Texts of other places on the same basis; named: what is common, and what stands only in one.",
    },
    "called": {
        "zh": "引用者如何称呼一份缺标题、文号或日期的文件，以及它依据什么",
        "en": "What its citers call a document that lost title, number or day, and what it rests on.",
    },
    "line": {
        "zh": "政策脉络：同一事项历年、各级的文件，及各项措施的推进",
        "en": "The policy line of a document: texts of its matter over years and levels, and the course of measures.",
    },
    "derive": {"zh": "标明一份文件承接哪些上位文件", "en": "Say which higher-level documents a document takes up."},
    "mcp": {
        "zh": "通过标准输入输出回答智能助手（MCP），只读",
        "en": "Answer an assistant (MCP) over standard input and output; read-only.",
    },
    "serve": {"zh": "在浏览器中使用", "en": "Serve the pages to this machine's browser, until Ctrl-C."},
    "demo": {
        "zh": "比对自带的样例文本，并写出报告",
        "en": "Compare the sample texts that come with revtrack and write reports.",
    },
    "watch": {
        "zh": "监测来源；不加子命令时按计划运行，直到 Ctrl-C",
        "en": "Watch sources; alone, runs the scheduler until Ctrl-C.",
    },
    "account": {
        "zh": "账户：列出、建立、更改，或查看操作记录",
        "en": "Who may do what: list accounts, make or change one, or tell what was done.",
    },
    "token": {
        "zh": "供程序使用接口的令牌：列出、新建、吊销",
        "en": "What programs use the API with: list tokens, make or revoke one.",
    },
    "jobs": {
        "zh": "页面背后的任务；--work 由本进程处理",
        "en": "What goes on behind the pages; with --work this process does it.",
    },
    "manual": {
        "zh": "手册页（roff），供 man 使用：revtrack manual | man -l -",
        "en": "The page of the manual, for man: revtrack manual | man -l -",
    },
    "completion": {
        "zh": "命令行补全的脚本：bash、zsh 或 fish",
        "en": "A script by which bash, zsh or fish completes commands, options and values.",
    },
    "doctor": {
        "zh": "检查程序、设置和存储：缺什么、坏什么、旧什么，各该怎么办",
        "en": "What is installed, reachable, writable, damaged or too old, each with what to do.",
    },
    "watch add": {
        "zh": "查看网页，给出读法并保存为来源",
        "en": "Look at a page, propose how to read it, and keep it as a source.",
    },
    "watch list": {"zh": "列出来源", "en": "The sources."},
    "watch check": {"zh": "试读一个来源，不保存任何内容", "en": "What a source gives now; nothing is kept."},
    "watch settle": {
        "zh": "确认列表变短或变空属实，不再警报",
        "en": "Say that a list that shrank is as it should be.",
    },
    "watch run": {"zh": "立即查看来源", "en": "Look at sources now."},
    "watch events": {
        "zh": "已知文件的变动：页面撤下、不再列出、恢复",
        "en": "What befell known documents: taken down, no longer listed, back.",
    },
    "watch log": {"zh": "监测记录", "en": "Looks, the latest first."},
    "watch health": {
        "zh": "各来源的运行状况；有警报时返回 1",
        "en": "How each source fares; ends with 1 where there is an alarm.",
    },
    "watch outbox": {
        "zh": "等待发送和最近发送的消息，以及各收件人的送达情况",
        "en": "Messages that wait or were sent, and how telling fares.",
    },
    "watch inbox": {"zh": "等待决定的内容", "en": "What waits for a decision."},
    "watch accept": {"zh": "接受收件箱中的一项", "en": "Take an item into the corpus."},
    "watch decline": {"zh": "谢绝收件箱中的一项", "en": "Leave an item out."},
}
#: By what is given; several commands share one where it means the same.
ARGUMENTS: Help = {
    "format": {"zh": "输出格式", "en": "Format."},
    "lang": {"zh": "界面语言", "en": "Language of the interface."},
    "doc": {"zh": "编号（或其开头）、文号、标题或其一部分", "en": "An id, a number, or words of the title."},
    "doc-version": {"zh": "@ 后为序号、版本编号、日期或状态", "en": "After @: position, id, day or status."},
    "account-name": {"zh": "登录名", "en": "The name to log in with."},
    "account-add": {"zh": "新建账户，给出一次性链接", "en": "Make the account; prints a link that works once."},
    "account-role": {"zh": "角色", "en": "Its role."},
    "account-shown": {"zh": "显示的姓名", "en": "The name that others read."},
    "account-reset": {
        "zh": "重置密码和第二重验证，给出一次性链接",
        "en": "Take password and factor off; a new link.",
    },
    "account-end": {
        "zh": "结束其所有会话；不写登录名则结束所有人的",
        "en": "Log it out everywhere; everybody without a name.",
    },
    "account-remove": {"zh": "移除账户，其变更保留", "en": "Remove it; what was done under it stays."},
    "account-log": {"zh": "操作记录", "en": "Who did what, the latest first."},
    "token-name": {"zh": "谁的：登录名", "en": "Whose: the name to log in with."},
    "token-make": {"zh": "新建令牌，写明用途；只显示一次", "en": "Make one for this purpose; it is shown once."},
    "token-scope": {"zh": "权限，可重复", "en": "What it allows; may be repeated."},
    "token-days": {"zh": "有效天数", "en": "Days that it lasts."},
    "token-revoke": {"zh": "吊销此编号的令牌", "en": "Revoke the token of this key."},
    "limit": {"zh": "最多显示几项", "en": "At most this many."},
    "offset": {"zh": "跳过几项", "en": "Leave out the first so many."},
    "jurisdiction": {"zh": "地区", "en": "Jurisdiction."},
    "issuer": {"zh": "发文机关", "en": "Issuer."},
    "status": {"zh": "状态", "en": "Status."},
    "since": {"zh": "自哪年起", "en": "From this year on."},
    "until": {"zh": "到哪年止", "en": "Up to this year."},
    "paths": {"zh": "文件或文件夹", "en": "Files or folders."},
    "set": {"zh": "写明元数据", "en": "Metadata that wins over what is read."},
    "to": {"zh": "作为这份文件的版本", "en": "As versions of this one."},
    "as_read": {"zh": "有疑问的文本也存入（已查看）", "en": "Store texts that are in doubt, too: they were looked at."},
    "source": {"zh": "来源地址", "en": "Where the files came from."},
    "file": {"zh": "文件", "en": "A file."},
    "title-words": {"zh": "标题中的字", "en": "Words of the title."},
    "output": {"zh": "写入文件", "en": "Write to a file."},
    "output-needed": {"zh": "写入文件", "en": "Write to this file."},
    "search-words": {"zh": "要找的字词", "en": "Words to look for."},
    "actor": {"zh": "承担主体中的字", "en": "Words of the actor."},
    "quote-words": {"zh": "原文中的字", "en": "Words of the quote."},
    "before": {"zh": "期限不晚于", "en": "Due by then."},
    "after": {"zh": "期限不早于", "en": "Not due before."},
    "on": {"zh": "哪一天，默认今天", "en": "On which day; by default today."},
    "current": {"zh": "只看现行文本", "en": "Only the version that stands for each document."},
    "sort": {"zh": "按日期排序", "en": "Sort by the day of the version."},
    "in-force-on": {"zh": "只看在此日有效或无从得知的", "en": "Leave out what is known not to bind on that day."},
    "article": {"zh": "如 第三条 或 二、（五）", "en": "As 第三条 or 二、（五）."},
    "indicator": {"zh": "指标名称，或其中的字", "en": "The name of an indicator, or words of it."},
    "body": {"zh": "单位的名称，或其中的字", "en": "The name of a body, or words of it."},
    "measure": {"zh": "措施名称", "en": "The name of a measure."},
    "origin": {"zh": "作为起点的文件", "en": "The document that the others are seen against."},
    "siblings": {"zh": "并列的其他文件", "en": "The other texts."},
    "confirm": {"zh": "确认与这份文件属于同一脉络", "en": "Say that it is of one line with this one."},
    "leave": {"zh": "撤销对这份文件的确认", "en": "Take back that it is of a line."},
    "role": {"zh": "角色", "en": "Its role."},
    "changed-since": {"zh": "列出此日以来的变化", "en": "Tell what changed since that day."},
    "join-body": {"zh": "认定与这个单位是同一个（改名、合并）", "en": "Say that it is one body with this one."},
    "promise-state": {"zh": "状态", "en": "What became of it."},
    "text-on": {
        "zh": "该日有效的文本（另说明该日已公布的文本）；没有则返回 1",
        "en": "The wording in force on that day, and which was published by then; ends with 1 where there is none.",
    },
    "provision": {"zh": "只取这一条，如 第三条（与 --on 同用）", "en": "Only this provision, as 第三条; with --on."},
    "as-published": {"zh": "取该日已公布的文本（与 --on 同用）", "en": "The text published by then; with --on."},
    "polarity": {"zh": "性质", "en": "Polarity."},
    "strength": {"zh": "效力不低于（1–6）", "en": "At least so strong (1–6)."},
    "read": {"zh": "读取尚未读取的版本", "en": "Read the versions not read yet."},
    "version": {"zh": "版本编号或 DOC@VERSION", "en": "A version."},
    "fields": {"zh": "值为空则撤销更正", "en": "Empty: take it back."},
    "reason": {"zh": "理由", "en": "Why."},
    "commit": {"zh": "变更编号", "en": "A change's id, from history."},
    "show-version": {"zh": "版本号", "en": "Show the version."},
    "task": {
        "zh": "revision：同一文件的两个版本；derivation：下位文件对上位文件的承接",
        "en": "two versions of one text, or a lower body's text against the higher one's.",
    },
    "form": {"zh": "输出格式，默认看 -o 的后缀", "en": "Format; by default after the suffix of -o, or text."},
    "no-color": {"zh": "不用颜色", "en": "No colour."},
    "all": {"zh": "附全文对照", "en": "Add the whole aligned text."},
    "without-rejected": {"zh": "不附已否定的变化", "en": "Leave out what people rejected."},
    "exit-code": {"zh": "有差别时返回 1", "en": "End with 1 where the texts differ."},
    "lower": {"zh": "下位文件", "en": "Lower-level texts."},
    "auto": {"zh": "自动查找承接文件（未写下位文件时即如此）", "en": "Find what takes it up."},
    "clause": {"zh": "如 abc123#二/（五）", "en": "As in abc123#二/（五）."},
    "at-most": {"zh": "最多几项", "en": "At most so many."},
    "amended": {"zh": "修改后的文本；默认在语料库中查找", "en": "By default found."},
    "base": {"zh": "修改前的文本", "en": "The text before."},
    "higher-texts": {"zh": "上位文件；不写则撤销", "en": "None: take it back."},
    "release-folder": {"zh": "尚不存在或空的文件夹", "en": "A folder that is not there yet, or empty."},
    "parquet": {"zh": "同时写 Parquet", "en": "Write Parquet as well."},
    "assign-old": {
        "zh": "旧版本（DOC[@版本]），或收件箱中一项的编号",
        "en": "The older version (DOC[@VERSION]), or the id of an entry of the inbox.",
    },
    "assign-new": {"zh": "新版本；收件箱中的一项不写", "en": "The newer version; left out for an entry of the inbox."},
    "assign-to": {"zh": "交办给哪个账户（登录名）", "en": "The account that gets it, by the name to log in with."},
    "task-due": {"zh": "到期日，YYYY-MM-DD", "en": "The day when it is due, YYYY-MM-DD."},
    "task-note": {"zh": "说明", "en": "What to see to."},
    "task-id": {"zh": "任务编号或其开头", "en": "The id of a task or its beginning."},
    "tasks-of": {"zh": "只列此账户的", "en": "Only those of this account."},
    "tasks-given-by": {"zh": "只列此账户交办的", "en": "Only those that this account gave."},
    "tasks-all": {"zh": "连同已完成和已取消的", "en": "With those that are done or dropped."},
    "task-state": {"zh": "改为此状态", "en": "Say how far it is."},
    "task-to": {"zh": "改派给此账户", "en": "Give it to this account."},
    "task-day": {"zh": "改到期日；- 为不设", "en": "Another day when it is due; - for none."},
    "subscription-kind": {
        "zh": "订阅什么；不写则列出已有订阅",
        "en": "What kind of thing; without it what was subscribed to is listed.",
    },
    "subscription-what": {
        "zh": "检索词，或单位、指标的名称，或文件",
        "en": "Words, the name of a body or of an indicator, or DOC.",
    },
    "subscription-to": {
        "zh": "告知到：https:// 地址、邮箱、tell.toml 中的名称或 Apprise 地址；不写则只有订阅源",
        "en": "Where: an https:// address, a mail address, a name of tell.toml, an address of Apprise; else the feed.",
    },
    "show-subscription": {"zh": "一个订阅发现了什么", "en": "What was found for one."},
    "remove-subscription": {"zh": "取消一个订阅", "en": "Be told no more."},
    "send-subscriptions": {"zh": "立即查找并发送", "en": "Look for what is new, and send it, now."},
    "cancel-job": {"zh": "取消任务", "en": "Cancel a job."},
    "again-job": {"zh": "重做失败或已取消的任务", "en": "Do a job again that failed or was cancelled."},
    "work": {"zh": "处理任务，直到 Ctrl-C", "en": "Do jobs until Ctrl-C."},
    "send": {"zh": "立即再试一次", "en": "Try what waits at once."},
    "give-up": {"zh": "不再发送这一条", "en": "Send this message no more."},
    "source-name": {"zh": "来源名称", "en": "A source's name."},
    "item": {"zh": "收件箱中的编号（或开头），可以几个", "en": "Items' tokens or their beginnings."},
    "post": {
        "zh": "列表要用 POST 取时送出的内容：JSON 或 a=1&b=2",
        "en": "What is sent for a list that is asked for by POST: JSON or a=1&b=2.",
    },
    "anyway": {"zh": "什么也没读出也保存", "en": "Keep it even where nothing was read."},
    "of-source": {"zh": "这个来源的全部待决定项", "en": "All that waits of this source."},
    "with-words": {
        "zh": "标题、文号或发文机关含这些字的全部待决定项",
        "en": "All that waits and has these words in title, number or issuers.",
    },
    "address": {"zh": "网址或文件夹", "en": "An address, or a folder."},
    "name": {"zh": "名称", "en": "What to call it."},
    "dry-run": {"zh": "只试读，不保存", "en": "Only look."},
    "names": {"zh": "默认全部", "en": "All by default."},
    "into": {"zh": "作为该文件的版本", "en": "As a version of DOC."},
    "new": {"zh": "作为新文件", "en": "As a document of its own."},
    "host": {"zh": "只能是本机地址", "en": "This machine's own address only."},
    "port": {"zh": "端口，0 为空闲端口", "en": "Port; 0: a free one."},
    "mcp-site": {
        "zh": "网页所在的网址，回答中给出它的固定链接；默认为设置 public_url",
        "en": "Where the pages stand: answers then give permanent links to them; by default the setting public_url.",
    },
    "serve-watch": {"zh": "同时按计划监测", "en": "Run the watch as well."},
    "reports": {"zh": "报告写入的文件夹", "en": "Folder for the reports."},
    "serve-samples": {"zh": "随后打开样例语料库的网页", "en": "Then serve the sample corpus."},
    "any-doc": {
        "zh": "编号、文号或标题的一部分，可加 @版本",
        "en": "An id, a number or part of a title, with @VERSION.",
    },
    "old": {
        "zh": "原文本：文件、- 或语料库中的 DOC[@VERSION]",
        "en": "A file, - for stdin, or DOC[@VERSION] of the corpus.",
    },
    "new-text": {
        "zh": "新文本：文件、- 或语料库中的 DOC[@VERSION]",
        "en": "A file, - for stdin, or DOC[@VERSION] of the corpus.",
    },
    "shell": {"zh": "bash、zsh 或 fish", "en": "bash, zsh or fish."},
    "thorough": {
        "zh": "并读回存储的全部内容（较慢）",
        "en": "Read back everything that is stored as well (slower).",
    },
    "higher": {
        "zh": "上位文件：编号、文号或标题的一部分，可加 @版本",
        "en": "An id, a number or part of a title, with @VERSION.",
    },
    "decision": {
        "zh": "修改决定：编号、文号或标题的一部分，可加 @版本",
        "en": "An id, a number or part of a title, with @VERSION.",
    },
    "lower-doc": {
        "zh": "下位文件：编号、文号或标题的一部分，可加 @版本",
        "en": "An id, a number or part of a title, with @VERSION.",
    },
}


def of_program() -> str:
    """What the program does, a paragraph a language."""
    return "\n\n".join(PROGRAM.values())


def of_command(name: str) -> str:
    """What a command does, in all languages: help is asked for before it is known who reads it."""
    return " / ".join(COMMANDS[name].values())


def of_argument(name: str) -> str:
    """What an argument or an option means, in all languages."""
    return " / ".join(ARGUMENTS[name].values())
