import { Refusal } from '../refusal.ts'

/** The bedbank's way of saying no: `{ fault, says }`. */
class Fault extends Refusal {
  readonly fault: string

  constructor(status: number, name: string, says: string) {
    super(status, 0, name, says)
    this.fault = name
  }

  override get body() {
    return { fault: this.fault, says: this.description }
  }
}

export const fault = (status: number, name: string, says: string): Refusal => new Fault(status, name, says)
