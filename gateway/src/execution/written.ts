import type { ExecutionResult, FormattedExecutionResult } from 'graphql'

/**
 * An answer without errors as subgraphs wrote it: what is under `data`, one character a byte. Where it goes through Apollo
 * Server it stands in the place of the object that nobody has to make; `stringify` has its text.
 */
export class Written {
  data: string
  constructor(data: string) {
    this.data = data
  }
  /** The whole answer as it goes to the client, once: who holds on to a request that was answered holds on to no text. */
  take(): string {
    const text = `{"data":${this.data}}\n`
    this.data = ''
    return text
  }
}

/** Apollo Server calls it an execution's result: nothing looks into its data but `stringify`. */
export const asResult = (written: Written) => ({ data: written }) as unknown as ExecutionResult<Record<string, unknown>>

/** Apollo Server's `stringifyResult`. */
export const stringify = (result: FormattedExecutionResult): string => {
  const data: unknown = result.data
  return data instanceof Written ? data.take() : `${JSON.stringify(result)}\n`
}
