/** A request that S3 refuses, with its status and code: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export class StoreError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
