class AppriseSMTPController:
    def __init__(
        self,
        *,
        host: str,
        port: int,
        secure_mode: str,
        user: str | None,
        password: str | None,
        verify_certificate: bool,
        socket_connect_timeout: int,
    ) -> None: ...
    def __enter__(self) -> AppriseSMTPController: ...
    def __exit__(self, *exc: object) -> None: ...
    def sendmail(self, from_addr: str, to_addrs: list[str], message: str) -> bool: ...
