import { HeaderMap } from '@apollo/server'
import { GraphQLError } from 'graphql'

/** Not answered here: Apollo's executor knows what to do, or what to say. */
export class Otherwise {
  readonly because: string
  constructor(because: string) {
    this.because = because
  }
}

export const refuse = (code: string, message: string, status = 400) =>
  new GraphQLError(message, { extensions: { code, http: { status, headers: new HeaderMap() } } })

/** Who asks again is answered. */
export const changing = () => refuse('TRY_AGAIN', 'The graph is just changing. Try again.', 503)
