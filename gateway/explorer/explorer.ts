import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import { GraphiQL } from 'graphiql'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

import { ask } from './ask.ts'

import './explorer.css'
import { exampleTabs } from './operations.ts'

const place = document.getElementById('explorer')
if (!place) throw new Error('index.html has lost its place for the explorer')
const tabs = exampleTabs(new Date())
// GraphiQL shows a first tab without its variables, unless they are given beside it; a visitor who returns has their own.
const firstVisit = localStorage.getItem('graphiql:tabState') === null
createRoot(place).render(
  createElement(GraphiQL, {
    fetcher: ask as never,
    defaultTabs: tabs,
    ...(firstVisit ? { initialVariables: tabs[0]?.variables } : {}),
    defaultEditorToolsVisibility: 'variables',
    shouldPersistHeaders: false,
  }),
)
