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
