import type { OfferClaims } from '@staygraph/hotels/contract/offer'
import type { Money } from '@staygraph/subgraph-kit/money'

/** The parent of a `Money`, under a name that the generated types leave free. */
export type Sum = Money
/** The parent of a `BookedSnapshot`: the offer as it was accepted. */
export type Booked = OfferClaims
