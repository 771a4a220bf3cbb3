"""What accounts refuse, in Chinese and English: for each kind what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from revtrack.words.language import Lang

OF_ACCOUNTS: Mapping[str, Mapping[Lang, tuple[str, str]]] = {
    "account-name": {
        "zh": ("“{name}”不能用作登录名", "请用小写字母、数字和 . _ @ -，2 至 60 个字符"),
        "en": ("“{name}” is no name to log in with", "use small letters, digits and . _ @ -, 2 to 60 of them"),
    },
    "account-role": {
        "zh": ("没有角色“{role}”", "请用其中之一：{known}"),
        "en": ("there is no role “{role}”", "use one of {known}"),
    },
    "account-known": {
        "zh": ("登录名“{name}”已有人使用", "请换一个"),
        "en": ("the name “{name}” is taken", "choose another"),
    },
    "account-unknown": {
        "zh": ("没有账户“{name}”", "请核对登录名；revtrack account 列出全部账户"),
        "en": ("there is no account “{name}”", "check the name; revtrack account names all of them"),
    },
    "account-may-not": {
        "zh": ("账户“{name}”的角色不能执行此命令", "请用有此权限的账户（设置 account），或请管理员办理"),
        "en": (
            "the role of the account “{name}” does not allow this command",
            "use an account that may (setting account), or ask an administrator",
        ),
    },
    "last-administrator": {
        "zh": ("“{name}”是最后一名管理员", "请先让另一个账户成为管理员"),
        "en": ("“{name}” is the last administrator", "make another account an administrator first"),
    },
    "link-over": {
        "zh": ("链接已用过或已过期", "请向管理员要一个新链接"),
        "en": ("the link was used or is over", "ask an administrator for a new one"),
    },
    "password-short": {
        "zh": ("密码太短", "请用至少 {shortest} 个字符，例如几个不相干的词"),
        "en": ("the password is too short", "use {shortest} characters at least, such as some unrelated words"),
    },
    "password-long": {
        "zh": ("密码太长", "请用至多 {longest} 个字符"),
        "en": ("the password is too long", "use {longest} characters at most"),
    },
    "password-weak": {
        "zh": ("密码太容易猜到", "请不要用姓名、键盘上相邻的键、重复或常用的词"),
        "en": ("the password is guessed too easily", "use no names, no rows of keys, no repeats, no common words"),
    },
    "password-named": {
        "zh": ("密码中有姓名、登录名或本产品的名称：{word}", "请去掉，另用几个不相干的词"),
        "en": (
            "the password holds a name of yours or of the product: {word}",
            "leave it out; use some unrelated words",
        ),
    },
    "password-common": {
        "zh": ("密码是常见或已泄露的密码，或由其拼成", "请用几个不相干的词，或由密码管理器生成"),
        "en": (
            "the password is among those that are common or leaked, or is put together from them",
            "use some unrelated words, or have a password manager make one",
        ),
    },
    "login-failed": {
        "zh": ("登录名、密码或验证码不对", "请重试；设置了验证器的还要填写当前的验证码，用过的不能再用"),
        "en": (
            "the name, the password or the code is not right",
            "try again; who has a second factor gives its present code too, and none twice",
        ),
    },
    "login-later": {
        "zh": ("登录失败次数过多", "请 {seconds} 秒后再试"),
        "en": ("too many logins failed", "try again in {seconds} seconds"),
    },
    "code-wrong": {
        "zh": ("验证码不对", "请核对设备的时间，再填写当前显示的六位数字"),
        "en": ("the code is not right", "check the clock of the device, and give the six digits that it shows now"),
    },
    "token-name": {
        "zh": ("令牌没有写明用途", "请写明用它做什么，例如“夜间导入”"),
        "en": ("the token says nothing of what it is for", "give it a name, such as “nightly import”"),
    },
    "token-scope": {
        "zh": ("令牌不能有权限“{scopes}”", "请用这个角色可有的：{known}"),
        "en": ("a token cannot allow “{scopes}”", "use what the role has: {known}"),
    },
    "token-days": {
        "zh": ("令牌不能有效 {days} 天", "请用 1 至 {most} 天"),
        "en": ("a token cannot last {days} days", "use 1 to {most} days"),
    },
    "tokens-full": {
        "zh": ("令牌太多（最多 {most} 个）", "请先吊销不用的"),
        "en": ("there are too many tokens (at most {most})", "revoke those that are not used first"),
    },
    "token-unknown": {
        "zh": ("没有令牌“{token}”", "请核对编号；revtrack token 列出全部"),
        "en": ("there is no token “{token}”", "check its key; revtrack token names all of them"),
    },
    "token-invalid": {
        "zh": ("令牌无效、已过期或已吊销", "请在账户页面新建一个"),
        "en": ("the token is none, is over or was revoked", "make another on the page of your account"),
    },
    "token-needed": {
        "zh": ("通过接口变更需要令牌", "请在账户页面新建一个，并以 Authorization: Bearer 送来"),
        "en": (
            "changing something by the API takes a token",
            "make one on the page of your account and send it as Authorization: Bearer",
        ),
    },
    "token-lacks": {
        "zh": ("令牌（权限 {scopes}，角色 {role}）不允许此操作", "请用权限更大的令牌，或请管理员办理"),
        "en": (
            "the token (scopes {scopes}, role {role}) does not allow this",
            "use one with the scope for it, or ask an administrator",
        ),
    },
    "key-wrong": {
        "zh": ("Idempotency-Key 不合格", "请用 1 至 200 个可见的 ASCII 字符，每个新请求一个"),
        "en": (
            "the Idempotency-Key cannot be used",
            "take 1 to 200 visible ASCII characters, others for each new request",
        ),
    },
    "key-busy": {
        "zh": ("同一 Idempotency-Key 的请求还在处理", "请稍后再试"),
        "en": ("a request with this Idempotency-Key is under way", "ask again later"),
    },
    "key-used": {
        "zh": ("此 Idempotency-Key 已用于另一请求", "请为新的请求换一个"),
        "en": ("this Idempotency-Key was used for another request", "take another for a new one"),
    },
    "others-change": {
        "zh": ("这是别人的变更", "请由本人撤销，或请管理员办理"),
        "en": ("this is what somebody else did", "have her take it back, or an administrator"),
    },
    "nothing-confirmed": {
        "zh": ("没有可以存入的文件", "请写明 documents；已有的和存疑的不会自动选上"),
        "en": (
            "there is nothing to store",
            "name the documents: those that the corpus has or that are in doubt are not chosen by themselves",
        ),
    },
    "upload-busy": {
        "zh": ("这些文件正在读取或存储", "请稍后再试"),
        "en": ("these files are being read or stored", "ask again later"),
    },
    "outside-roots": {
        "zh": ("来源 {address} 不在允许监测的文件夹内", "请由管理这台机器的人把文件夹写入设置 source_roots"),
        "en": (
            "the source {address} is in no folder that may be watched",
            "have whoever looks after the machine name its folder in the setting source_roots",
        ),
    },
    "review-others": {
        "zh": ("别人已对此处表示过意见", "请写备注，或请管理员决定"),
        "en": ("somebody else said something of this", "leave a remark, or have an administrator decide"),
    },
    "unknown-task": {
        "zh": ("没有编号为 {task} 的任务", "revtrack tasks --all 列出全部"),
        "en": ("there is no task {task}", "revtrack tasks --all lists all"),
    },
    "task-account": {
        "zh": ("{name} 是读者，不能复核和决定", "请交办给分析员或管理员，或请管理员改变其角色"),
        "en": (
            "{name} is a reader, who reviews and decides nothing",
            "take an analyst or an administrator, or have her role changed",
        ),
    },
    "task-due": {
        "zh": ("{day} 不是日期", "请写 YYYY-MM-DD，或不写"),
        "en": ("{day} is no day", "write YYYY-MM-DD, or leave it out"),
    },
    "task-again": {
        "zh": ("已交办给 {name}，尚未完成", "可在任务上改期"),
        "en": ("{name} has it already, and it is not done", "set another day on the task"),
    },
    "task-state": {
        "zh": ("没有状态 {state}", "有：{known}"),
        "en": ("there is no state {state}", "there are: {known}"),
    },
    "task-others": {
        "zh": ("这是别人交办的任务", "承办人可以说明进展；改派、改期请交办人或管理员办理"),
        "en": (
            "this is a task between others",
            "who has it says how far it is; who gave it, or an administrator, hands it on or sets another day",
        ),
    },
    "task-changed": {
        "zh": ("任务同时被别人更改了", "请重新查看后再改"),
        "en": ("somebody else changed the task meanwhile", "look at it again first"),
    },
    "tasks-full": {
        "zh": ("此人已有 {count} 项待办", "请先完成或改派一些"),
        "en": ("{count} tasks of hers are open already", "have some done or handed on first"),
    },
    "own-uploads-full": {
        "zh": ("您等待确认的上传已满（最多 {files} 个文件）", "请先在 /uploads 页面确认或放弃一些"),
        "en": (
            "too many uploads of yours wait to be confirmed (at most {files} files)",
            "confirm or discard some on the page /uploads first",
        ),
    },
    "jobs-full": {
        "zh": ("您已有 {count} 项任务在等待或进行", "请等其中一些完成，或在任务页取消"),
        "en": ("{count} jobs of yours wait or go on", "wait for some of them, or cancel some on the page of jobs"),
    },
}
