// A graph with everything federation has: several keys, value types that two subgraphs share, @provides, @requires with
// fields below fields, an interface object, interfaces and unions over subgraphs, lists of lists, enums and types that
// the public graph does not have, nullable and non-null wherever both are possible.

const federation = (...imports: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${['@key', ...imports].map((name) => `"${name}"`).join(', ')}])\n`

export const contracts: Record<string, string> = {
  catalog: `${federation('@shareable', '@inaccessible', '@external', '@provides')}
    type Query {
      hotel(id: ID!): Hotel
      hotels(first: Int = 3): [Hotel!]!
      maybeHotels: [Hotel]
      grid: [[Hotel]]
      node(id: ID!): Node
      hits(text: String, kinds: [HotelKind!]): [Hit]
      media: [Media!]
      oneMedia: Media!
      sights: [Sight]
      version: String! @shareable
    }
    type Mutation {
      rename(id: ID!, name: String! = "New"): Hotel
      touch(id: ID!): Hotel!
    }
    interface Node { id: ID! }
    union Hit = Hotel | Book | Sight
    type Hotel implements Node @key(fields: "id") @key(fields: "code") {
      id: ID!  code: String!  name: String!  stars: Int  kind: HotelKind  kinds: [HotelKind!]  size: Size
      pictures(width: Int = 100, at: [PointInput]): [Picture!]  open: Boolean!  rating: Float  secret: String @inaccessible
      neighbours: [Hotel!]  floors: [[Picture]!]
    }
    enum HotelKind { INN PALACE CAVE @inaccessible }
    type Size @shareable { area: Int!  unit: String  side: Side }
    type Side @shareable { long: Int  short: Int! }
    type Picture { url: String!  alt: String  by: User }
    input PointInput { x: Float = 1.5  y: Float!  label: String }
    type Sight { name: String!  near: [Hotel]  place: Place }
    type Place { node: Node  hit: Hit  hits: [[Hit!]] }
    type User @key(fields: "id") { id: ID! }
    type Review implements Node @key(fields: "id", resolvable: false) { id: ID! }
    interface Media @key(fields: "id") { id: ID!  title: String }
    type Book implements Media @key(fields: "id") { id: ID!  title: String!  pages: Int  writer: User }
    type Movie implements Media @key(fields: "id") { id: ID!  title: String  minutes: Int! }
  `,
  prices: `${federation('@external', '@requires', '@shareable')}
    type Query { cheapest: Hotel  dearest(limit: Int!): [Hotel]  version: String! @shareable }
    type Mutation { charge(id: ID!, amount: Int!): Hotel }
    type Hotel @key(fields: "id") {
      id: ID!  stars: Int @external  size: Size @external  open: Boolean! @external
      price(currency: Currency! = EUR, nights: Int): Int  prices: [Price!]!
      tax: Int @requires(fields: "stars size { area side { long } }")
      label: String! @requires(fields: "open")
      revision: Int!
    }
    enum Currency { EUR JPY }
    type Price { amount: Int!  currency: Currency  valid: Size  hotel: Hotel! }
    type Size @shareable { area: Int!  unit: String  side: Side }
    type Side @shareable { long: Int  short: Int! }
  `,
  reviews: `${federation('@external', '@provides', '@shareable')}
    type Query { reviews: [Review]  review(id: ID!): Review  anyNode: [Node!] }
    interface Node { id: ID! }
    type Review implements Node @key(fields: "id") {
      id: ID!  stars: Int  author: User @provides(fields: "name")  about: Subject  text: String!
    }
    union Subject = Hotel | User
    type Hotel implements Node @key(fields: "code") { code: String!  id: ID! @shareable  reviews(first: Int): [Review!]  bestReview: Review! }
    type User @key(fields: "id") { id: ID!  name: String @external  reviews: [Review] }
  `,
  users: `${federation('@shareable')}
    type Query { me: User!  users: [User!]! }
    type User @key(fields: "id") @key(fields: "email") {
      id: ID!  email: String!  name: String @shareable  friends: [User]  bestFriend: User!  address: Address
      favourite: Media  mood: Mood
    }
    type Address { street: String!  city: String  twin: Address }
    enum Mood { FINE GRUMPY }
    interface Media { id: ID! }
    type Book implements Media @key(fields: "id", resolvable: false) { id: ID! }
    type Movie implements Media @key(fields: "id", resolvable: false) { id: ID! }
  `,
  scores: `${federation('@interfaceObject', '@external', '@requires')}
    type Query { bestMedia: Media  rankedMedia: [Media!]! }
    type Media @key(fields: "id") @interfaceObject {
      id: ID!  title: String @external  score: Int  critics: [Critic!]  blurb: String @requires(fields: "title")
    }
    type Critic @key(fields: "id") { id: ID!  says: String!  of: Media }
  `,
  deals: `${federation('@external', '@requires')}
    type Query { luckyHotel: Hotel }
    type Hotel @key(fields: "id") {
      id: ID!  price(currency: Currency! = EUR, nights: Int): Int @external
      deal: Int @requires(fields: "price(currency: JPY, nights: 2)")
      bargain: Int @requires(fields: "price(currency: EUR)")
      luck: Int
    }
    enum Currency { EUR JPY }
  `,
}
