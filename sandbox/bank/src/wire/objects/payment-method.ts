import type Stripe from 'stripe'

import type { CustomerRecord, PaymentMethodRecord } from '../../books/records.ts'

export const noBilling = { address: null, email: null, name: null, phone: null, tax_id: null }

/** A `payment_method` of the wire. */
export const drawPaymentMethod = (record: PaymentMethodRecord): Stripe.PaymentMethod => ({
  id: record.id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: { ...noBilling, name: record.cardholder },
  card: {
    brand: record.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: record.brand,
    exp_month: record.expMonth,
    exp_year: record.expYear,
    fingerprint: record.fingerprint,
    funding: 'credit',
    generated_from: null,
    last4: record.last4,
    networks: { available: [record.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
  created: record.created,
  customer: record.customer,
  customer_account: null,
  livemode: false,
  metadata: record.metadata,
  type: 'card',
})

/** A `customer` of the wire: only what its Checkout makes of one. */
export const drawCustomer = (record: CustomerRecord): Partial<Stripe.Customer> => ({
  id: record.id,
  object: 'customer',
  created: record.created,
  description: null,
  email: record.email,
  livemode: false,
  metadata: {},
  name: record.name,
})
