import type { Bank } from '../bank.ts'
import { shown } from '../money/currencies.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { testCardTable } from './card-page.ts'
import { BANK_NAME, html, page } from './layout.ts'

const RECENT = 25

/** What this is, what can be typed, and what happened lately. */
export function frontPage({ books, publicUrl, scenario }: Bank): string {
  const recent = books.born('intent').slice(-RECENT).reverse().map((id) => books.get('intent', id)).filter((it) => it !== undefined) // prettier-ignore
  return page(
    'Sandbox',
    html`<h1>A bank to practise with</h1>
      <p>
        ${BANK_NAME} is another company: it speaks Stripe's wire protocol on <code>${publicUrl}/v1</code>, so that the
        official SDK works against it unchanged. Point the SDK at its host, port and protocol; in production, give it a
        real key instead.
      </p>
      <div class="note">
        <p>It never keeps or logs a card number: only the brand, the last four digits, the expiry and a fingerprint.</p>
      </div>
      ${testCardTable(true)}
      <h2 id="recent">Recent payments</h2>
      ${
        recent.length === 0
          ? html`<p>None yet.</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="recent">
              <table>
                <caption>
                  The last ${RECENT}, newest first, of ${books.born('intent').length}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">Intent</th>
                    <th scope="col">Amount</th>
                    <th scope="col">Status</th>
                    <th scope="col">At</th>
                  </tr>
                </thead>
                <tbody>
                  ${recent.map(
                    (it) =>
                      html`<tr>
                        <td><code>${it.id}</code></td>
                        <td>${shown(it.amount, it.currency)}</td>
                        <td>${it.status.replaceAll('_', ' ')}</td>
                        <td>${new Date(it.created * 1000).toISOString().slice(0, 19).replace('T', ' ')}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
      <h2>Scenarios</h2>
      <p>
        <code>POST /_sandbox/scenario</code> with JSON changes what goes wrong; <code>GET /_sandbox/ledger</code> is for
        checkers; <code>POST /_sandbox/reset</code> makes all well and forgets everything.
      </p>
      ${scenarioTable(scenario)}`,
    true,
  )
}

const scenarioTable = (scenario: Scenario) =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Scenario">
    <table>
      <caption>
        The scenario now
      </caption>
      <tbody>
        ${Object.entries(scenario).map(
          ([name, value]) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td>${String(value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
