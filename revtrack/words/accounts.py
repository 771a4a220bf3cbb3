"""Every word of accounts, in Chinese and English: commands and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountWords:
    """Accounts in one language. Templates are filled with `format`."""

    log_in: str
    log_out: str
    name: str
    shown: str
    role: str
    password: str
    old_password: str
    new_password: str
    password_hint: str
    code: str
    code_hint: str
    own: str
    own_lead: str
    everybody: str
    everybody_lead: str
    deeds: str
    deeds_lead: str
    no_accounts: str
    former: str
    first_login: str
    choose_password: str
    password_kept: str
    second_factor: str
    second_factor_on: str
    second_factor_off: str
    second_factor_lead: str
    secret: str
    set_up: str
    switch_on: str
    switch_off: str
    sessions: str
    this_one: str
    seen: str
    end: str
    end_all: str
    ended: str
    invite: str
    invited: str
    link: str
    reset: str
    rename: str
    remove: str
    change_role: str
    changed: str
    look_after: str
    end_sessions: str
    no_password: str
    of_proxy: str
    nobody: str
    at_the_machine: str
    by_account: str
    by_kind: str
    any: str
    show: str
    none: str
    roles: Mapping[str, str]
    role_hints: Mapping[str, str]
    kinds: Mapping[str, str]


_ZH = AccountWords(
    log_in="登录",
    log_out="退出",
    name="登录名",
    shown="显示的姓名",
    role="角色",
    password="密码",  # noqa: S106
    old_password="现在的密码",  # noqa: S106
    new_password="新密码",  # noqa: S106
    password_hint="至少 12 个字符，可以用几个不相干的词；可以粘贴",  # noqa: S106
    code="验证码",
    code_hint="设置了验证器的填写，六位数字",
    own="我的账户",
    own_lead="登录名 {name}，角色：{role}",
    everybody="账户",
    everybody_lead="谁可以做什么。新账户凭一次性链接自行设置密码，链接三天内有效，请经可靠的途径转交。",
    deeds="操作记录",
    deeds_lead="登录、拒绝、变更、导出与账户管理，共 {total} 条，最新的在前。",
    no_accounts="还没有账户：这台机器前的人可以做一切，别人不能访问。第一个管理员在终端建立："
    "revtrack account 登录名 --add --role administrator",
    former="已移除的账户",
    first_login="{name}，请设置密码",
    choose_password="设置密码",  # noqa: S106
    password_kept="密码已设置，请登录",  # noqa: S106
    second_factor="第二重验证",
    second_factor_on="已启用：登录时还需要验证器上的六位数字。",
    second_factor_off="未启用。",
    second_factor_lead="在验证器应用中手工添加下面的密钥（或用链接打开），再填写它显示的六位数字。",
    secret="密钥",  # noqa: S106
    set_up="设置验证器",
    switch_on="启用",
    switch_off="停用",
    sessions="登录中的会话",
    this_one="当前",
    seen="最近使用",
    end="结束",
    end_all="结束其他所有会话",
    ended="已结束 {count} 个会话",
    invite="新建账户",
    invited="{name} 的一次性链接（只显示这一次，三天内有效）",
    link="设置密码的链接",
    reset="重置密码",
    rename="改名",
    remove="移除",
    change_role="改变角色",
    changed="已更改",
    look_after="管理",
    end_sessions="结束其会话",
    no_password="尚未设置密码",  # noqa: S106
    of_proxy="由代理登录",
    nobody="未登录",
    at_the_machine="在本机终端",
    by_account="账户",
    by_kind="种类",
    any="全部",
    show="显示",
    none="没有记录。",
    roles={"reader": "读者", "analyst": "分析员", "administrator": "管理员"},
    role_hints={
        "reader": "查阅、比对、检索、导出",
        "analyst": "另可上传、合并、更正、复核，处理收件箱",
        "administrator": "另可撤回、撤销他人的变更，管理来源、设置和账户",
    },
    kinds={
        "login": "登录",
        "login-failed": "登录失败",
        "login-slowed": "登录过频",
        "logout": "退出",
        "refused": "拒绝",
        "changed": "变更",
        "taken": "导出",
        "password-set": "设置密码",
        "second-factor-on": "启用第二重验证",
        "second-factor-off": "停用第二重验证",
        "sessions-ended": "结束会话",
        "all-sessions-ended": "结束全部会话",
        "account-made": "新建账户",
        "account-reset": "重置密码",
        "account-role": "改变角色",
        "account-renamed": "改名",
        "account-removed": "移除账户",
        "token-made": "新建令牌",
        "token-revoked": "吊销令牌",
        "task-assigned": "交办任务",
        "task-changed": "更改任务",
    },
)

_EN = AccountWords(
    log_in="Log in",
    log_out="Log out",
    name="Name to log in with",
    shown="Name that others read",
    role="Role",
    password="Password",  # noqa: S106
    old_password="Present password",  # noqa: S106
    new_password="New password",  # noqa: S106
    password_hint="12 characters at least, such as some unrelated words; pasting is welcome",  # noqa: S106
    code="Code",
    code_hint="six digits, if you have a second factor",
    own="My account",
    own_lead="Logs in as {name}; role: {role}",
    everybody="Accounts",
    everybody_lead="Who may do what. A new account sets its password by a link that works once, within three days: "
    "hand it on by a way that you trust.",
    deeds="Audit log",
    deeds_lead="Logins, refusals, changes, exports and what was done with accounts: {total}, the latest first.",
    no_accounts="There are no accounts yet: the person at this machine may do everything, and nobody else comes in. "
    "The first administrator is made in a terminal: revtrack account NAME --add --role administrator",
    former="a former account",
    first_login="{name}, please choose a password",
    choose_password="Choose a password",  # noqa: S106
    password_kept="The password is set: please log in",  # noqa: S106
    second_factor="Second factor",
    second_factor_on="On: logging in also takes the six digits of your authenticator.",
    second_factor_off="Off.",
    second_factor_lead="Add the key below to an authenticator by hand (or open the link), then give the six digits "
    "that it shows.",
    secret="Key",  # noqa: S106
    set_up="Set up an authenticator",
    switch_on="Switch on",
    switch_off="Switch off",
    sessions="Where you are logged in",
    this_one="this one",
    seen="last used",
    end="End",
    end_all="End all others",
    ended="{count} sessions ended",
    invite="New account",
    invited="The link of {name} (shown this once, works once within three days)",
    link="Link to set a password",
    reset="Reset the password",
    rename="Rename",
    remove="Remove",
    change_role="Change the role",
    changed="Changed",
    look_after="Look after",
    end_sessions="End sessions",
    no_password="no password yet",  # noqa: S106
    of_proxy="logged in by the proxy",
    nobody="nobody",
    at_the_machine="at the machine",
    by_account="Account",
    by_kind="Kind",
    any="all",
    show="Show",
    none="Nothing yet.",
    roles={"reader": "reader", "analyst": "analyst", "administrator": "administrator"},
    role_hints={
        "reader": "reads, compares, searches, exports",
        "analyst": "also uploads, joins, corrects, reviews, and decides what waits in the inbox",
        "administrator": "also withdraws, takes back what others did, and looks after sources, settings and accounts",
    },
    kinds={
        "login": "login",
        "login-failed": "login failed",
        "login-slowed": "login slowed down",
        "logout": "logout",
        "refused": "refused",
        "changed": "change",
        "taken": "export",
        "password-set": "password set",
        "second-factor-on": "second factor on",
        "second-factor-off": "second factor off",
        "sessions-ended": "sessions ended",
        "all-sessions-ended": "all sessions ended",
        "account-made": "account made",
        "account-reset": "password reset",
        "account-role": "role changed",
        "account-renamed": "renamed",
        "account-removed": "account removed",
        "token-made": "token made",
        "token-revoked": "token revoked",
        "task-assigned": "task given",
        "task-changed": "task changed",
    },
)

_WORDS: Mapping[Lang, AccountWords] = {"zh": _ZH, "en": _EN}


def account_words(lang: Lang) -> AccountWords:
    """The words in a language."""
    return _WORDS[lang]
