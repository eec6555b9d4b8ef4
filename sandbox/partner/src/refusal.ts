/** An answer in the protocol's words for what went wrong: `{ error: { code, message, description } }`. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly description: string

  constructor(status: number, code: number, message: string, description: string) {
    super(message)
    this.status = status
    this.code = code
    this.description = description
  }

  get body(): object {
    return { error: { code: this.code, message: this.message, description: this.description } }
  }
}

export const wrongInput = (description: string) =>
  new Refusal(400, 4002, 'required request field is missing or wrong input', description)

/** The search for rates says this with status 200, the rest with 400. */
export const noAvailability = (status: 200 | 400, description = 'no availability found') =>
  new Refusal(status, 2001, 'no availability found', description)
