/** A body that is no form with one file, or too large a one. */
export class MultipartError extends Error {
  readonly statusCode: 400 | 413;

  constructor(message: string, statusCode: 400 | 413 = 400) {
    super(message);
    this.statusCode = statusCode;
  }
}
