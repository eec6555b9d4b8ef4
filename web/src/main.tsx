import './styles/site.css'
import { ApolloProvider } from '@apollo/client/react'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { I18nProvider, RouterProvider as AriaRouterProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'

import { client } from './graph/client.ts'
import { locale } from './language/i18n.ts'
import { router } from './routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <I18nProvider locale={locale()}>
        <AriaRouterProvider navigate={(to) => void router.navigate({ href: to })}>
          <RouterProvider router={router} />
        </AriaRouterProvider>
      </I18nProvider>
    </ApolloProvider>
  </StrictMode>,
)
