import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'

const refuse = (message: string): never => {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}

function textScalar(name: string, description: string, parse: (text: string) => string) {
  const read = (value: unknown) => (typeof value === 'string' ? parse(value) : refuse(`${name} must be a string.`))
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: read,
    parseLiteral: (node: ValueNode) =>
      node.kind === Kind.STRING ? parse(node.value) : refuse(`${name} must be a string.`),
  })
}

/** A real day of the calendar: 2027-02-29 is refused. */
function readDate(text: string) {
  const real =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  return real ? text : refuse(`"${text.slice(0, 40)}" is not a calendar date such as 2027-06-12.`)
}

function readInstant(text: string) {
  const real = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text))
  return real
    ? new Date(text).toISOString()
    : refuse(`"${text.slice(0, 40)}" is not an instant such as 2027-06-12T10:00:00Z.`)
}

const currencies = new Set(Intl.supportedValuesOf('currency'))
const readCurrency = (text: string) =>
  currencies.has(text) ? text : refuse(`"${text.slice(0, 40)}" is not an ISO 4217 currency code such as EUR.`)

const readMinorUnits = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value)
    ? value
    : refuse('MinorUnits must be a whole number up to 2^53-1.')

/** The scalars every subgraph of ours speaks. Spread them into its resolvers. */
export const scalars = {
  Date: textScalar('Date', 'A calendar date, RFC 3339 full-date: 2027-06-12. Never a time, never a zone.', readDate),
  DateTime: textScalar('DateTime', 'An instant, RFC 3339 with its offset: 2027-06-12T10:00:00Z.', readInstant),
  CurrencyCode: textScalar('CurrencyCode', 'An ISO 4217 code: EUR, JPY, KWD.', readCurrency),
  MinorUnits: new GraphQLScalarType({
    name: 'MinorUnits',
    description:
      'A whole number of a currency’s smallest unit (cents, yen, fils), up to 2^53-1. GraphQL’s Int ends at 21 million rupiah.',
    serialize: (value) => readMinorUnits(typeof value === 'bigint' ? Number(value) : value),
    parseValue: readMinorUnits,
    parseLiteral: (node) =>
      node.kind === Kind.INT ? readMinorUnits(Number(node.value)) : refuse('MinorUnits must be a whole number.'),
  }),
}
