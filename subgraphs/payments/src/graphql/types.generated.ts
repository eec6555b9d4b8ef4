// Made by codegen.ts from schema.graphql: do not edit, run `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PaymentRow, CardPageRow } from '../database/tables.ts';
import type { DisputeRow } from '../database/dispute-tables.ts';
import type { RefundOfPayment, NumberedDocument, Sum } from './parents.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, RFC 3339 with its offset: 2027-06-12T10:00:00Z. */
  DateTime: { input: string; output: Date | string; }
  /** An ISO 4217 code: EUR, JPY, KWD. */
  CurrencyCode: { input: string; output: string; }
  /** A whole number of a currency's smallest unit, up to 2^53-1. */
  MinorUnits: { input: number; output: number; }
};

export type Query = {
  __typename?: 'Query';
  /** A card page opened before, after the guest came back from the bank: its payment method, once the card was typed. */
  cardPage?: Maybe<CardPage>;
};


export type QueryCardPageArgs = {
  id: Scalars['ID']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Opens the bank's own page on which the guest types the card: no card number ever reaches us. Send the browser to `url`; the bank sends it back to `returnUrl` with `card_page=<id>` added. */
  openCardPage: OpenCardPageResult;
};


export type MutationOpenCardPageArgs = {
  input: OpenCardPageInput;
};

export type OpenCardPageInput = {
  /** Where the bank sends the browser afterwards: a page of our site, or of an origin registered for the API client. */
  returnUrl: Scalars['String']['input'];
  /** The sum that will be charged, shown to the guest on the bank's page. In minor units. */
  amount?: InputMaybe<Scalars['MinorUnits']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
};

export type OpenCardPageResult = CardPage | BankUnavailable | ReturnUrlNotAllowed;

/** A reason why something was not done that the person can understand and act on. Anything else is a GraphQL error. */
export type Refusal = {
  /** A plain sentence: the fact, then the remedy. */
  message: Scalars['String']['output'];
};

/** The bank does not answer. Nothing was charged; try again in a few minutes. */
export type BankUnavailable = Refusal & {
  __typename?: 'BankUnavailable';
  message: Scalars['String']['output'];
};

/** `returnUrl` is not on a list of origins the browser may be sent to. */
export type ReturnUrlNotAllowed = Refusal & {
  __typename?: 'ReturnUrlNotAllowed';
  message: Scalars['String']['output'];
};

/** A page of the bank for typing a card. */
export type CardPage = {
  __typename?: 'CardPage';
  id: Scalars['ID']['output'];
  url: Scalars['String']['output'];
  status: CardPageStatus;
  /** Give it to `bookRoom`. Null until the card was typed. */
  paymentMethodId?: Maybe<Scalars['String']['output']>;
  card?: Maybe<Card>;
};

export type CardPageStatus =
  | 'OPEN'
  | 'COMPLETE'
  | 'EXPIRED';

/** A payment for a reservation. Read by its customer, or by whoever was shown the reservation (the grant in its key says so). */
export type Payment = {
  __typename?: 'Payment';
  id: Scalars['ID']['output'];
  /** Signed by reservations for 60 seconds: the viewer was shown the reservation this payment belongs to. */
  grant?: Maybe<Scalars['String']['output']>;
  status: PaymentStatus;
  /** What is charged: the offer's `payNow`. */
  amount: Money;
  /** What was given back so far. */
  refunded: Money;
  /** Null until the bank accepted a card. */
  card?: Maybe<Card>;
  /** Null until the payment is captured and its receipt numbered: a moment later. */
  receipt?: Maybe<Receipt>;
  refunds: Array<Refund>;
  /** Complaints about this payment that its cardholder made to their own bank, the oldest first. */
  disputes: Array<Dispute>;
};

export type PaymentStatus =
  /** The bank was not asked yet, or has not answered: do not pay again. */
  | 'PENDING'
  /** The bank wants the guest to confirm (3-D Secure). */
  | 'REQUIRES_ACTION'
  /** The sum is set aside on the card, not yet taken. */
  | 'AUTHORIZED'
  /** The sum was taken. */
  | 'CAPTURED'
  /** The bank said no. Nothing was taken. */
  | 'DECLINED'
  /** Set aside, then let go. Nothing was taken. */
  | 'VOIDED'
  /** Taken, and part of it given back. */
  | 'PARTIALLY_REFUNDED'
  /** Taken, and all of it given back. */
  | 'REFUNDED';

export type Card = {
  __typename?: 'Card';
  /** visa, mastercard, amex... */
  brand: Scalars['String']['output'];
  last4: Scalars['String']['output'];
};

/** The legal proof of a captured payment. Gapless numbers a legal entity and year; never changed, only followed by a credit note. */
export type Receipt = {
  __typename?: 'Receipt';
  /** 2026-000482 */
  number: Scalars['String']['output'];
  issuedAt: Scalars['DateTime']['output'];
  /** A PDF. A signed link that works for an hour. */
  url: Scalars['String']['output'];
};

export type Refund = {
  __typename?: 'Refund';
  id: Scalars['ID']['output'];
  amount: Money;
  /** What of it the guest has by a dispute that was lost, and so is not paid a second time. */
  byDispute: Money;
  status: RefundStatus;
  createdAt: Scalars['DateTime']['output'];
  /** Null until it is numbered: a moment after the bank accepted the refund. */
  creditNote?: Maybe<Receipt>;
};

export type RefundStatus =
  /** Owed: the bank has it, or is asked for it until it answers. */
  | 'PENDING'
  /** Owed, while a dispute about the payment is open: paid if that is won, settled by it if it is lost. */
  | 'WAITING'
  /** The guest has it. */
  | 'SUCCEEDED'
  /** The card's bank did not take it: it is paid another way. */
  | 'FAILED';

/** A complaint of the cardholder to their own bank, which decides who keeps the money. Not decided by us. */
export type Dispute = {
  __typename?: 'Dispute';
  id: Scalars['ID']['output'];
  /** What it is about: the whole payment or a part. */
  amount: Money;
  /** In the bank's own word: fraudulent, duplicate, product_not_received, general... */
  reason: Scalars['String']['output'];
  status: DisputeStatus;
  openedAt: Scalars['DateTime']['output'];
  /** Null while it is open. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type DisputeStatus =
  /** The cardholder's bank only asks. No money has moved. */
  | 'INQUIRY'
  /** The bank took the sum from us until it is decided. */
  | 'OPEN'
  /** Our evidence is handed in, and the cardholder's bank decides. */
  | 'UNDER_REVIEW'
  /** Decided for us: the payment stands. */
  | 'WON'
  /** Decided for the guest, who keeps the sum. */
  | 'LOST'
  /** Ended without a decision about money. */
  | 'CLOSED';

/** A sum of money. Never a float. */
export type Money = {
  __typename?: 'Money';
  /** In the currency's smallest unit: EUR 4.95 is 495, JPY 495 is 495, KWD 4.950 is 4950. */
  amount: Scalars['MinorUnits']['output'];
  currency: Scalars['CurrencyCode']['output'];
  /** As people of that locale (BCP 47; English without it) write it: €4.95. */
  formatted: Scalars['String']['output'];
};


/** A sum of money. Never a float. */
export type MoneyFormattedArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Payment: Payment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true,"grant":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  OpenCardPageResult:
    | ( CardPageRow & { __typename: 'CardPage' } )
    | ( BankUnavailable & { __typename: 'BankUnavailable' } )
    | ( ReturnUrlNotAllowed & { __typename: 'ReturnUrlNotAllowed' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( BankUnavailable & { __typename: 'BankUnavailable' } )
    | ( ReturnUrlNotAllowed & { __typename: 'ReturnUrlNotAllowed' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  MinorUnits: ResolverTypeWrapper<Scalars['MinorUnits']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OpenCardPageInput: OpenCardPageInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  OpenCardPageResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OpenCardPageResult']>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  BankUnavailable: ResolverTypeWrapper<BankUnavailable>;
  ReturnUrlNotAllowed: ResolverTypeWrapper<ReturnUrlNotAllowed>;
  CardPage: ResolverTypeWrapper<CardPageRow>;
  CardPageStatus: CardPageStatus;
  Payment: ResolverTypeWrapper<PaymentRow>;
  PaymentStatus: PaymentStatus;
  Card: ResolverTypeWrapper<Card>;
  Receipt: ResolverTypeWrapper<NumberedDocument>;
  Refund: ResolverTypeWrapper<RefundOfPayment>;
  RefundStatus: RefundStatus;
  Dispute: ResolverTypeWrapper<DisputeRow>;
  DisputeStatus: DisputeStatus;
  Money: ResolverTypeWrapper<Sum>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  MinorUnits: Scalars['MinorUnits']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  OpenCardPageInput: OpenCardPageInput;
  String: Scalars['String']['output'];
  OpenCardPageResult: ResolversUnionTypes<ResolversParentTypes>['OpenCardPageResult'];
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  BankUnavailable: BankUnavailable;
  ReturnUrlNotAllowed: ReturnUrlNotAllowed;
  CardPage: CardPageRow;
  Payment: PaymentRow;
  Card: Card;
  Receipt: NumberedDocument;
  Refund: RefundOfPayment;
  Dispute: DisputeRow;
  Money: Sum;
  Boolean: Scalars['Boolean']['output'];
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface MinorUnitsScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MinorUnits'], any> {
  name: 'MinorUnits';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cardPage?: Resolver<Maybe<ResolversTypes['CardPage']>, ParentType, ContextType, RequireFields<QueryCardPageArgs, 'id'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  openCardPage?: Resolver<ResolversTypes['OpenCardPageResult'], ParentType, ContextType, RequireFields<MutationOpenCardPageArgs, 'input'>>;
};

export type OpenCardPageResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpenCardPageResult'] = ResolversParentTypes['OpenCardPageResult']> = {
  __resolveType?: TypeResolveFn<'CardPage' | 'BankUnavailable' | 'ReturnUrlNotAllowed', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'BankUnavailable' | 'ReturnUrlNotAllowed', ParentType, ContextType>;
};

export type BankUnavailableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BankUnavailable'] = ResolversParentTypes['BankUnavailable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReturnUrlNotAllowedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnUrlNotAllowed'] = ResolversParentTypes['ReturnUrlNotAllowed']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CardPageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CardPage'] = ResolversParentTypes['CardPage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CardPageStatus'], ParentType, ContextType>;
  paymentMethodId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  card?: Resolver<Maybe<ResolversTypes['Card']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  card?: Resolver<Maybe<ResolversTypes['Card']>, ParentType, ContextType>;
  receipt?: Resolver<Maybe<ResolversTypes['Receipt']>, ParentType, ContextType>;
  refunds?: Resolver<Array<ResolversTypes['Refund']>, ParentType, ContextType>;
  disputes?: Resolver<Array<ResolversTypes['Dispute']>, ParentType, ContextType>;
};

export type CardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Card'] = ResolversParentTypes['Card']> = {
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  last4?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReceiptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Receipt'] = ResolversParentTypes['Receipt']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RefundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refund'] = ResolversParentTypes['Refund']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  byDispute?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RefundStatus'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  creditNote?: Resolver<Maybe<ResolversTypes['Receipt']>, ParentType, ContextType>;
};

export type DisputeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dispute'] = ResolversParentTypes['Dispute']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DisputeStatus'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['MinorUnits'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  formatted?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<MoneyFormattedArgs>>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  MinorUnits?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OpenCardPageResult?: OpenCardPageResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  BankUnavailable?: BankUnavailableResolvers<ContextType>;
  ReturnUrlNotAllowed?: ReturnUrlNotAllowedResolvers<ContextType>;
  CardPage?: CardPageResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Card?: CardResolvers<ContextType>;
  Receipt?: ReceiptResolvers<ContextType>;
  Refund?: RefundResolvers<ContextType>;
  Dispute?: DisputeResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
};

