const types = {
  400: "bad_request",
  401: "unauthorized",
  404: "not_found",
  405: "method_not_allowed",
  429: "too_many_requests",
  500: "internal_server_error",
} as const;

/** A refusal in the shape that Hyperline answers with: `{ statusCode, type, message, errors }`. */
export class ApiError extends Error {
  readonly statusCode: keyof typeof types;

  constructor(statusCode: keyof typeof types, message: string) {
    super(message);
    this.statusCode = statusCode;
  }

  toResponse(headers: Record<string, string>): Response {
    const { statusCode, message } = this;
    return Response.json({ statusCode, type: types[statusCode], message, errors: [] }, { status: statusCode, headers });
  }
}
