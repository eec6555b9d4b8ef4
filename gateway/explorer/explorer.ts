import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import { GraphiQL } from 'graphiql'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

import './explorer.css'
import { exampleTabs } from './operations.ts'

type Parameters = { query: string; operationName?: string | null; variables?: unknown }
type Options = { headers?: Record<string, unknown> }

/**
 * Asks the gateway this page came from. The refresh cookie goes along, as on our own site. GraphiQL has no place for a
 * request's extensions: they are written among its headers, as `{ "extensions": "queryPlan cost cache" }`.
 */
async function fetcher(parameters: Parameters, options?: Options): Promise<unknown> {
  const { extensions: wanted = '', ...headers } = { ...(options?.headers as Record<string, string> | undefined) }
  const extensions = Object.fromEntries(wanted.split(/[\s,]+/).flatMap((name) => (name === '' ? [] : [[name, true]])))
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...parameters, extensions }),
  })
  return answer.json()
}

const place = document.getElementById('explorer')
if (!place) throw new Error('index.html has lost its place for the explorer')
const tabs = exampleTabs(new Date())
// GraphiQL shows a first tab without its variables, unless they are given beside it; a visitor who returns has their own.
const firstVisit = localStorage.getItem('graphiql:tabState') === null
createRoot(place).render(
  createElement(GraphiQL, {
    fetcher: fetcher as never,
    defaultTabs: tabs,
    ...(firstVisit ? { initialVariables: tabs[0]?.variables } : {}),
    defaultEditorToolsVisibility: 'variables',
    shouldPersistHeaders: false,
  }),
)
