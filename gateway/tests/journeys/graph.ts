import { inject } from 'vitest'

export const { site, urls, control, dataFolder } = inject('platform')

type Answer<Data> = {
  data: Data | null
  errors?: { message: string; path?: string[]; extensions?: Record<string, unknown> }[]
}

/** A stranger's client: nothing but HTTP and the public graph. */
export async function ask<Data = Record<string, never>>(
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Answer<Data>> {
  const answer = await fetch(`${urls['gateway']}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return (await answer.json()) as Answer<Data>
}

/** The same, when nothing may have gone wrong. */
export async function graph<Data>(
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(query, variables, headers)
  if (errors || !data) throw new Error(`the graph answered with errors: ${JSON.stringify(errors)}`)
  return data
}

/** Stops one part of the platform while `work` goes on, and starts it again whatever happens. */
export async function without<T>(part: string, work: () => Promise<T>): Promise<T> {
  await fetch(`${control}/${part}/stop`, { method: 'POST' })
  try {
    return await work()
  } finally {
    await fetch(`${control}/${part}/start`, { method: 'POST' })
  }
}

/** Days from today, as a calendar date. */
/** The same all through a test that runs over midnight. */
const loadedAt = Date.now()
export const inDays = (days: number) => new Date(loadedAt + days * 86_400_000).toISOString().slice(0, 10)
