import { GraphQLError } from 'graphql'

/** What was asked makes no sense; `message` is a plain sentence for whoever asked. */
export const refuseInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

/** The hotel is a partner's, and the partner does not answer: ask again later. */
export const unreachablePartner = (name: string): GraphQLError =>
  new GraphQLError(`${name} does not answer at the moment. Try again in a minute.`, {
    extensions: { code: 'PARTNER_UNAVAILABLE' },
  })

export const refuseViewer = (): GraphQLError =>
  new GraphQLError('This API key may not search hotels: it lacks the scope SEARCH.', {
    extensions: { code: 'FORBIDDEN' },
  })
