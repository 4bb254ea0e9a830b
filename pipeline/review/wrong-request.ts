/** What the server answers when it cannot do what is asked. */

/** A request that cannot be answered, with its HTTP status. The message is for people. */
export class WrongRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
