import type { SessionRecord } from '../books/records.ts'
import type { CardEntry, CardFault } from '../cards/card-entry.ts'
import { testCards } from '../cards/test-cards.ts'
import { html, page, type Html } from './layout.ts'

type Kept = Pick<CardEntry, 'expiry' | 'name'>
const nothing: Kept = { expiry: '', name: '' }

/** The page on which a card is typed. The number and the code are never sent back, not even to who typed them. */
export function cardPage(session: SessionRecord, faults: CardFault = {}, kept: Kept = nothing): string {
  const first = (['number', 'expiry', 'cvc', 'name'] as const).find((field) => faults[field])
  const field = (name: keyof CardEntry, label: string, hint: string | null, attributes: Html) =>
    html`<div class="field">
      <label for="${name}">${label}</label>${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
      <input
        id="${name}"
        name="${name}"
        required
        ${attributes}${hint || faults[name] ? html` aria-describedby="${[hint && `${name}-hint`, faults[name] && `${name}-error`].filter(Boolean).join(' ')}"` : null}${faults[name] && html` aria-invalid="true"`}${first === name && html` autofocus`}
      />
      ${faults[name] && html`<p class="error" id="${name}-error">${faults[name]}</p>`}
    </div>`

  const again = faults.number ? null : 'For your safety, the number and the code have to be typed again.'
  return page(
    'Your card',
    html`<h1>Your card</h1>
      <p>
        Only ${'Kestrel & Finch'} sees the number you type here. The merchant gets a reference to the card, its brand
        and its last four digits.
      </p>
      ${first && html`<div class="alert" role="alert"><p>Please check what is marked below.${again && ` ${again}`}</p></div>`}
      <form class="panel" method="post" action="/card/${session.id}" novalidate>
        ${field('number', 'Card number', null, html`type="text" inputmode="numeric" autocomplete="cc-number" maxlength="23" spellcheck="false"`)}
        <div class="two">
          ${field('expiry', 'Expiry', 'Month / year', html`type="text" inputmode="numeric" autocomplete="cc-exp" maxlength="9" value="${kept.expiry}"`)}
          ${field('cvc', 'Security code', 'CVC, on the card', html`type="text" inputmode="numeric" autocomplete="cc-csc" maxlength="4"`)}
        </div>
        ${field('name', 'Name on the card', null, html`type="text" autocomplete="cc-name" maxlength="120" value="${kept.name}"`)}
        ${session.submitText && html`<p>${session.submitText}</p>`}
        <div class="actions"><button type="submit">Use this card</button></div>
      </form>
      ${session.cancelUrl && html`<p><a href="${session.cancelUrl}">Go back without a card</a></p>`} ${testCardTable()}`,
  )
}

/** Which numbers this sandbox takes and what they do. */
export const testCardTable = (withIds = false): Html =>
  html`<h2 id="test-cards">Test cards</h2>
    <p>Any future expiry and any security code will do. Never type a real card here.</p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="test-cards">
      <table>
        <caption>
          Numbers this sandbox takes
        </caption>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">What happens</th>
            ${withIds && html`<th scope="col">Id for the API</th>`}
          </tr>
        </thead>
        <tbody>
          ${testCards.map(
            (card) =>
              html`<tr>
                <td><code>${grouped(card.number)}</code></td>
                <td>${card.meaning}</td>
                ${withIds && html`<td><code>${card.id}</code></td>`}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`

const grouped = (number: string) => number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
