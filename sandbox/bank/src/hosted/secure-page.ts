import type { IntentRecord, PaymentMethodRecord } from '../books/records.ts'
import { shown } from '../money/currencies.ts'
import { html, page } from './layout.ts'

/** The 3-D Secure page: the cardholder's bank asks whether it was them. */
export const securePage = (action: string, intent: IntentRecord, method: PaymentMethodRecord): string =>
  page(
    'Approve this payment',
    html`<h1>Is this payment yours?</h1>
      <p>A merchant asks to charge your card. Approve it only if you started it.</p>
      <div class="panel">
        <dl>
          <dt>Merchant</dt>
          <dd>Staygraph</dd>
          <dt>Amount</dt>
          <dd><strong>${shown(intent.amount, intent.currency)}</strong></dd>
          <dt>Card</dt>
          <dd>${brandName(method.brand)} ending ${method.last4}</dd>
          ${
            intent.description &&
            html`<dt>For</dt>
              <dd>${intent.description}</dd>`
          }
        </dl>
      </div>
      <form method="post" action="${action}">
        <div class="actions">
          <button type="submit" name="decision" value="approve">Approve</button>
          <button type="submit" name="decision" value="decline" class="quiet">Decline</button>
        </div>
      </form>
      <div class="note"><p>A sandbox has no phone to send a code to: these two buttons stand for it.</p></div>`,
  )

const brandName = (brand: string) => brand.charAt(0).toUpperCase() + brand.slice(1)
