import { Agent, request } from 'undici'

/** What a client hears of one question to the graph. */
export type Heard<Data> =
  | { data: Data; errors?: undefined }
  /** The graph answered that it cannot: each error with its code. */
  | { data?: undefined; errors: GraphError[] }
  /** No answer: what became of the question is not known. */
  | { data?: undefined; errors?: undefined; lost: string }

export interface GraphError {
  message: string
  code: string
  path: string
}

export interface Graph {
  ask: <Data>(query: string, variables?: object, headers?: Record<string, string>) => Promise<Heard<Data>>
  /** Answers that are no typed JSON, or say that something of ours broke: none may be. */
  improper: Map<string, number>
  /** How often each error code was answered. */
  codes: Map<string, number>
  /** Every question that was asked, and how many brought no answer. */
  counted: { asked: number; lost: number }
  close: () => Promise<void>
}

type Answer<Data> = {
  data?: Data | null
  errors?: { message?: string; path?: (string | number)[]; extensions?: { code?: string; service?: string } }[]
}

const patienceMs = 20_000

/** A stranger's client: nothing but HTTP and the public graph. */
export const openGraph = (gateway: string, connections = 256): Graph => {
  const agent = new Agent({ connections, connectTimeout: 5_000 })
  const improper = new Map<string, number>()
  const codes = new Map<string, number>()
  const counted = { asked: 0, lost: 0 }
  const count = (where: Map<string, number>, what: string) => where.set(what, (where.get(what) ?? 0) + 1)
  return {
    improper,
    codes,
    counted,
    close: () => agent.destroy(),
    ask: async <Data>(query: string, variables: object = {}, headers: Record<string, string> = {}) => {
      counted.asked += 1
      let text: string
      let status: number
      try {
        const answer = await request(`${gateway}/graphql`, {
          method: 'POST',
          dispatcher: agent,
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query, variables }),
          signal: AbortSignal.timeout(patienceMs),
        })
        text = await answer.body.text()
        status = answer.statusCode
      } catch (error) {
        counted.lost += 1
        return { lost: error instanceof Error ? error.message : String(error) }
      }
      const answer = parsed<Data>(text)
      if (!answer) {
        count(improper, `${status} that is no typed JSON: ${text.slice(0, 80)}`)
        return { lost: `an answer that is no JSON (${status})` }
      }
      const { data, errors } = answer
      if (data !== null && data !== undefined && !errors) return { data }
      const read = (errors ?? []).map(({ message = '', path = [], extensions }) => ({
        message,
        code: extensions?.code ?? 'no code',
        path: path.join('.'),
      }))
      for (const { code, path, message } of read) {
        count(codes, `${code} at ${path.replaceAll(/\d+/g, '#') || 'the whole'}`)
        if (code === 'INTERNAL_SERVER_ERROR' || code === 'no code') count(improper, `${code} at ${path}: ${message}`)
      }
      return { errors: read }
    },
  }
}

const parsed = <Data>(text: string): Answer<Data> | undefined => {
  try {
    const value = JSON.parse(text) as Answer<Data>
    return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value) ? value : undefined
  } catch {
    return undefined
  }
}
