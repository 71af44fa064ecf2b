"""Response headers: a strict content policy for every page, caching for public pages, no storing of personal ones."""

from flask import Flask, Response, current_app, request

from lms.kernel import access

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_FIXED = {  # no view sets one of these itself
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_MINUTE = 60


def init_app(app: Flask) -> None:
    """Set the headers after each request."""

    def set_headers(response: Response) -> Response:
        response.headers.extend(_FIXED)
        if current_app.extensions["settings"].secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint == "static":
            return response
        if access.is_public() and request.method in {"GET", "HEAD"} and response.status_code == 200:  # noqa: PLR2004 -- HTTP OK
            response.headers.setdefault("Cache-Control", f"public, max-age={_MINUTE}")
            if not response.direct_passthrough:
                response.add_etag()
                response.make_conditional(request)
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(set_headers)
