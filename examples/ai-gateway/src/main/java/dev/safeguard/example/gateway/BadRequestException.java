package dev.safeguard.example.gateway;

/** A request cannot be understood; it carries what the client is told. */
final class BadRequestException extends Exception {

    private final int status;
    private final String code;

    BadRequestException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    Http.Response response() {
        return Http.Response.error(status, "invalid_request_error", code, String.valueOf(getMessage()));
    }
}
