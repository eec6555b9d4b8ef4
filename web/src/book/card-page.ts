import { client } from '../graph/client.ts'
import { graphql } from '../graph/graphql.ts'
import type { Money } from '../language/money.ts'

const OPEN_CARD_PAGE = graphql(`
  mutation OpenCardPage($input: OpenCardPageInput!) {
    openCardPage(input: $input) {
      __typename
      ... on CardPage { id url }
      ... on Refusal { message }
    }
  }
`) // prettier-ignore

const CARD_PAGE = graphql(`
  query CardPage($id: ID!) {
    cardPage(id: $id) { id status paymentMethodId }
  }
`) // prettier-ignore

/** The address of the bank's page on which the guest types the card, or why there is none now. */
export async function openCardPage(returnUrl: string, sum: Money): Promise<{ url: string } | { refused: string }> {
  const { data } = await client.mutate({
    mutation: OPEN_CARD_PAGE,
    variables: { input: { returnUrl, amount: sum.amount, currency: sum.currency } },
    fetchPolicy: 'no-cache',
  })
  const answer = data?.openCardPage
  if (!answer) throw new Error('The graph answered nothing')
  return answer.__typename === 'CardPage' ? { url: answer.url } : { refused: answer.message }
}

/** What the guest left behind on the bank's page: a payment method, or null when no card was typed there. */
export async function typedCard(cardPageId: string): Promise<string | null> {
  const { data } = await client.query({ query: CARD_PAGE, variables: { id: cardPageId }, fetchPolicy: 'network-only' })
  if (!data) throw new Error('The graph answered nothing')
  return data.cardPage?.paymentMethodId ?? null
}
