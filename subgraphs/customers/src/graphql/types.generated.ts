// Made by codegen.ts from schema.graphql: do not edit, run `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerRow, ApiClientRow } from '../database/tables.ts';
import type { Staff, Removed, Post } from './parents.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
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
};

export type Query = {
  __typename?: 'Query';
  /** The customer who is signed in. Null when nobody is. */
  me?: Maybe<Customer>;
  /** The API clients of the signed-in customer. */
  apiClients: Array<ApiClient>;
  /** Who works for a hotel of ours, the managers first. Only for its managers. */
  hotelStaff: HotelStaffResult;
};


export type QueryHotelStaffArgs = {
  hotelId: Scalars['ID']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Opens an account and signs in. It shows the trips booked while signed in. Trips booked as a guest stay with their reference and surname, whatever address was typed: an address is not proven by typing it. */
  register: RegisterResult;
  /** Opens a session: a short access token in the answer, a long refresh token in an HttpOnly cookie. */
  signIn: SignInResult;
  /** A new access token for the refresh token in the cookie, which is rotated: the old one never works again, and using it again ends every session of its family. */
  refreshSession: RefreshResult;
  /** Ends the session the cookie belongs to. True even when there was none. */
  signOut: Scalars['Boolean']['output'];
  /** Erases the signed-in customer's account for good: name, address, password, sessions, API keys and hotel posts, and the guest's data of its trips. A stay still to come is kept as booked (reference and surname open it) and its data goes when it is over; receipts stay as long as the law asks. Not undone by anybody. */
  eraseMyAccount: EraseMyAccountResult;
  /** Makes an API key for an integrator. The key is shown once, and kept only as a hash. At most 20 a customer. */
  createApiClient: CreateApiClientResult;
  /** Takes an API key back: it stops working within a minute. False when there is no such client of yours. */
  revokeApiClient: Scalars['Boolean']['output'];
  /** Makes an account staff of a hotel, or gives it another role: only by the hotel's managers, of whom our operator names the first. An address is not proven by having an account: look at the name and the date of the answer, and ask the person. They work for the hotel from their next `refreshSession` or sign-in on, ten minutes later at most. Asked again, it changes nothing. */
  addHotelStaff: AddHotelStaffResult;
  /** Takes somebody off a hotel's staff: a manager anybody, everybody themselves, but not the last manager. From then on they see and change nothing of its staff; the access token that they hold opens the hotel's desk and rates until it ends, ten minutes at most. Asked again, it changes nothing. */
  removeHotelStaff: RemoveHotelStaffResult;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationEraseMyAccountArgs = {
  input: EraseMyAccountInput;
};


export type MutationCreateApiClientArgs = {
  input: CreateApiClientInput;
};


export type MutationRevokeApiClientArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAddHotelStaffArgs = {
  input: AddHotelStaffInput;
};


export type MutationRemoveHotelStaffArgs = {
  input: RemoveHotelStaffInput;
};

export type AddHotelStaffInput = {
  hotelId: Scalars['ID']['input'];
  /** Of the account. Letters' case is ignored. */
  email: Scalars['String']['input'];
  role?: HotelStaffRole;
};

export type RemoveHotelStaffInput = {
  hotelId: Scalars['ID']['input'];
  /** Of the account. Letters' case is ignored. */
  email: Scalars['String']['input'];
};

export type HotelStaffRole =
  /** Everything the desk does, and who is staff. */
  | 'MANAGER'
  /** Arrivals and departures, rooms, allotments, rates. */
  | 'DESK';

export type RegisterInput = {
  email: Scalars['String']['input'];
  /** 10 to 256 characters, any; those that many people use are refused, and the address itself. */
  password: Scalars['String']['input'];
  /** 1 to 100 characters. */
  givenName: Scalars['String']['input'];
  /** 1 to 100 characters. */
  familyName: Scalars['String']['input'];
};

export type SignInInput = {
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

export type EraseMyAccountInput = {
  /** The account's own, typed once more. */
  password: Scalars['String']['input'];
};

export type CreateApiClientInput = {
  /** What you will call it: the site or program that will use the key. 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** What it may do: at least one. */
  scopes: Array<ApiScope>;
  /** TEST bookings go to the sandbox's suppliers only. */
  mode?: ApiMode;
};

export type ApiScope =
  /** Search hotels and read offers. */
  | 'SEARCH'
  /** Book, and read and cancel one's own bookings. */
  | 'BOOK';

export type ApiMode =
  | 'TEST'
  | 'LIVE';

export type RegisterResult = Session | EmailTaken | WeakPassword | InvalidEmail | TooManyAttempts;

export type SignInResult = Session | WrongCredentials | TooManyAttempts;

export type RefreshResult = Session | SessionEnded;

export type EraseMyAccountResult = AccountErased | WrongCredentials | SignInRequired | TooManyAttempts;

export type CreateApiClientResult = NewApiClient | SignInRequired;

export type HotelStaffResult = HotelStaff | NotHotelManager;

export type AddHotelStaffResult = HotelStaffMember | NotHotelManager | NoSuchAccount | LastManager | TooManyHotels;

export type RemoveHotelStaffResult = StaffRemoved | NotHotelManager | LastManager;

/** Someone is signed in. Send `accessToken` as `Authorization: Bearer`; refresh it before it ends. */
export type Session = {
  __typename?: 'Session';
  accessToken: Scalars['String']['output'];
  /** When the access token ends. Ten minutes. */
  expiresAt: Scalars['DateTime']['output'];
  customer: Customer;
};

/** The account is gone. What other parts of Staygraph hold of it follows within minutes. */
export type AccountErased = {
  __typename?: 'AccountErased';
  at: Scalars['DateTime']['output'];
};

/** A reason why something was not done that the person can understand and act on. Anything else is a GraphQL error. */
export type Refusal = {
  /** A plain sentence: the fact, then the remedy. */
  message: Scalars['String']['output'];
};

/** An account with this address exists already. */
export type EmailTaken = Refusal & {
  __typename?: 'EmailTaken';
  message: Scalars['String']['output'];
};

/** The password is too short, too long or too common. */
export type WeakPassword = Refusal & {
  __typename?: 'WeakPassword';
  message: Scalars['String']['output'];
};

/** This cannot be an email address. */
export type InvalidEmail = Refusal & {
  __typename?: 'InvalidEmail';
  message: Scalars['String']['output'];
};

/** Address and password do not belong together. The same answer whether or not the account exists. */
export type WrongCredentials = Refusal & {
  __typename?: 'WrongCredentials';
  message: Scalars['String']['output'];
};

/** Too many attempts from here or for this account. */
export type TooManyAttempts = Refusal & {
  __typename?: 'TooManyAttempts';
  message: Scalars['String']['output'];
  /** Seconds until it makes sense to try again. */
  retryAfterSeconds: Scalars['Int']['output'];
};

/** The session ended, was signed out, or its refresh token was used twice. Sign in again. */
export type SessionEnded = Refusal & {
  __typename?: 'SessionEnded';
  message: Scalars['String']['output'];
};

/** Only someone who is signed in may do this. */
export type SignInRequired = Refusal & {
  __typename?: 'SignInRequired';
  message: Scalars['String']['output'];
};

/** Only the hotel's managers may do this. The same answer whether the hotel has others or there is no such hotel. */
export type NotHotelManager = Refusal & {
  __typename?: 'NotHotelManager';
  message: Scalars['String']['output'];
};

/** No account has this address. */
export type NoSuchAccount = Refusal & {
  __typename?: 'NoSuchAccount';
  message: Scalars['String']['output'];
};

/** A hotel keeps at least one manager. */
export type LastManager = Refusal & {
  __typename?: 'LastManager';
  message: Scalars['String']['output'];
};

/** An account works for at most 40 hotels. */
export type TooManyHotels = Refusal & {
  __typename?: 'TooManyHotels';
  message: Scalars['String']['output'];
};

/** Everybody who works for a hotel. */
export type HotelStaff = {
  __typename?: 'HotelStaff';
  hotel: Hotel;
  /** The managers first, then by when they were added. */
  members: Array<HotelStaffMember>;
};

/** Somebody who works for a hotel. */
export type HotelStaffMember = {
  __typename?: 'HotelStaffMember';
  /** Their id as a customer. */
  id: Scalars['ID']['output'];
  email: Scalars['String']['output'];
  givenName: Scalars['String']['output'];
  familyName: Scalars['String']['output'];
  role: HotelStaffRole;
  /** When they were added, or got this role. */
  addedAt: Scalars['DateTime']['output'];
  /** The address of the manager who added them or gave them this role. Null: our operator, or somebody who is gone. */
  addedBy?: Maybe<Scalars['String']['output']>;
};

/** They are not (or no longer) staff of the hotel. */
export type StaffRemoved = {
  __typename?: 'StaffRemoved';
  hotel: Hotel;
  /** As it was given. */
  email: Scalars['String']['output'];
};

/** A hotel somebody works for. */
export type HotelPost = {
  __typename?: 'HotelPost';
  hotel: Hotel;
  role: HotelStaffRole;
};

export type Hotel = {
  __typename?: 'Hotel';
  id: Scalars['ID']['output'];
};

/** A person who books: a guest, or the holder of an account. Only they themselves can read it. */
export type Customer = {
  __typename?: 'Customer';
  id: Scalars['ID']['output'];
  email: Scalars['String']['output'];
  givenName: Scalars['String']['output'];
  familyName: Scalars['String']['output'];
  /** Whether they have an account, or only booked as a guest. An account and a guest of one address are two customers. */
  hasAccount: Scalars['Boolean']['output'];
  createdAt: Scalars['DateTime']['output'];
  /** The hotels of ours they work for. Empty for most people. */
  staffOf: Array<HotelPost>;
};

/** A program that uses the graph on an integrator's behalf. */
export type ApiClient = {
  __typename?: 'ApiClient';
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** The start of its key, to tell keys apart: sg_test_4f9k2m1q. */
  keyPrefix: Scalars['String']['output'];
  scopes: Array<ApiScope>;
  mode: ApiMode;
  createdAt: Scalars['DateTime']['output'];
  /** Null while the key was never used. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type NewApiClient = {
  __typename?: 'NewApiClient';
  client: ApiClient;
  /** The whole key. Shown now and never again: send it as `Authorization: Bearer` or `x-api-key`. */
  key: Scalars['String']['output'];
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
  Customer: Customer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  RegisterResult:
    | ( Omit<Session, 'customer'> & { customer: _RefType['Customer'] } & { __typename: 'Session' } )
    | ( EmailTaken & { __typename: 'EmailTaken' } )
    | ( WeakPassword & { __typename: 'WeakPassword' } )
    | ( InvalidEmail & { __typename: 'InvalidEmail' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  SignInResult:
    | ( Omit<Session, 'customer'> & { customer: _RefType['Customer'] } & { __typename: 'Session' } )
    | ( WrongCredentials & { __typename: 'WrongCredentials' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  RefreshResult:
    | ( Omit<Session, 'customer'> & { customer: _RefType['Customer'] } & { __typename: 'Session' } )
    | ( SessionEnded & { __typename: 'SessionEnded' } )
  ;
  EraseMyAccountResult:
    | ( AccountErased & { __typename: 'AccountErased' } )
    | ( WrongCredentials & { __typename: 'WrongCredentials' } )
    | ( SignInRequired & { __typename: 'SignInRequired' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  CreateApiClientResult:
    | ( Omit<NewApiClient, 'client'> & { client: _RefType['ApiClient'] } & { __typename: 'NewApiClient' } )
    | ( SignInRequired & { __typename: 'SignInRequired' } )
  ;
  HotelStaffResult:
    | ( Staff & { __typename: 'HotelStaff' } )
    | ( NotHotelManager & { __typename: 'NotHotelManager' } )
  ;
  AddHotelStaffResult:
    | ( HotelStaffMember & { __typename: 'HotelStaffMember' } )
    | ( NotHotelManager & { __typename: 'NotHotelManager' } )
    | ( NoSuchAccount & { __typename: 'NoSuchAccount' } )
    | ( LastManager & { __typename: 'LastManager' } )
    | ( TooManyHotels & { __typename: 'TooManyHotels' } )
  ;
  RemoveHotelStaffResult:
    | ( Removed & { __typename: 'StaffRemoved' } )
    | ( NotHotelManager & { __typename: 'NotHotelManager' } )
    | ( LastManager & { __typename: 'LastManager' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( EmailTaken & { __typename: 'EmailTaken' } )
    | ( WeakPassword & { __typename: 'WeakPassword' } )
    | ( InvalidEmail & { __typename: 'InvalidEmail' } )
    | ( WrongCredentials & { __typename: 'WrongCredentials' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
    | ( SessionEnded & { __typename: 'SessionEnded' } )
    | ( SignInRequired & { __typename: 'SignInRequired' } )
    | ( NotHotelManager & { __typename: 'NotHotelManager' } )
    | ( NoSuchAccount & { __typename: 'NoSuchAccount' } )
    | ( LastManager & { __typename: 'LastManager' } )
    | ( TooManyHotels & { __typename: 'TooManyHotels' } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AddHotelStaffInput: AddHotelStaffInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  RemoveHotelStaffInput: RemoveHotelStaffInput;
  HotelStaffRole: HotelStaffRole;
  RegisterInput: RegisterInput;
  SignInInput: SignInInput;
  EraseMyAccountInput: EraseMyAccountInput;
  CreateApiClientInput: CreateApiClientInput;
  ApiScope: ApiScope;
  ApiMode: ApiMode;
  RegisterResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterResult']>;
  SignInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignInResult']>;
  RefreshResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefreshResult']>;
  EraseMyAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EraseMyAccountResult']>;
  CreateApiClientResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApiClientResult']>;
  HotelStaffResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['HotelStaffResult']>;
  AddHotelStaffResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddHotelStaffResult']>;
  RemoveHotelStaffResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveHotelStaffResult']>;
  Session: ResolverTypeWrapper<Omit<Session, 'customer'> & { customer: ResolversTypes['Customer'] }>;
  AccountErased: ResolverTypeWrapper<AccountErased>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  EmailTaken: ResolverTypeWrapper<EmailTaken>;
  WeakPassword: ResolverTypeWrapper<WeakPassword>;
  InvalidEmail: ResolverTypeWrapper<InvalidEmail>;
  WrongCredentials: ResolverTypeWrapper<WrongCredentials>;
  TooManyAttempts: ResolverTypeWrapper<TooManyAttempts>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  SessionEnded: ResolverTypeWrapper<SessionEnded>;
  SignInRequired: ResolverTypeWrapper<SignInRequired>;
  NotHotelManager: ResolverTypeWrapper<NotHotelManager>;
  NoSuchAccount: ResolverTypeWrapper<NoSuchAccount>;
  LastManager: ResolverTypeWrapper<LastManager>;
  TooManyHotels: ResolverTypeWrapper<TooManyHotels>;
  HotelStaff: ResolverTypeWrapper<Staff>;
  HotelStaffMember: ResolverTypeWrapper<HotelStaffMember>;
  StaffRemoved: ResolverTypeWrapper<Removed>;
  HotelPost: ResolverTypeWrapper<Post>;
  Hotel: ResolverTypeWrapper<Hotel>;
  Customer: ResolverTypeWrapper<CustomerRow>;
  ApiClient: ResolverTypeWrapper<ApiClientRow>;
  NewApiClient: ResolverTypeWrapper<Omit<NewApiClient, 'client'> & { client: ResolversTypes['ApiClient'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  AddHotelStaffInput: AddHotelStaffInput;
  String: Scalars['String']['output'];
  RemoveHotelStaffInput: RemoveHotelStaffInput;
  RegisterInput: RegisterInput;
  SignInInput: SignInInput;
  EraseMyAccountInput: EraseMyAccountInput;
  CreateApiClientInput: CreateApiClientInput;
  RegisterResult: ResolversUnionTypes<ResolversParentTypes>['RegisterResult'];
  SignInResult: ResolversUnionTypes<ResolversParentTypes>['SignInResult'];
  RefreshResult: ResolversUnionTypes<ResolversParentTypes>['RefreshResult'];
  EraseMyAccountResult: ResolversUnionTypes<ResolversParentTypes>['EraseMyAccountResult'];
  CreateApiClientResult: ResolversUnionTypes<ResolversParentTypes>['CreateApiClientResult'];
  HotelStaffResult: ResolversUnionTypes<ResolversParentTypes>['HotelStaffResult'];
  AddHotelStaffResult: ResolversUnionTypes<ResolversParentTypes>['AddHotelStaffResult'];
  RemoveHotelStaffResult: ResolversUnionTypes<ResolversParentTypes>['RemoveHotelStaffResult'];
  Session: Omit<Session, 'customer'> & { customer: ResolversParentTypes['Customer'] };
  AccountErased: AccountErased;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  EmailTaken: EmailTaken;
  WeakPassword: WeakPassword;
  InvalidEmail: InvalidEmail;
  WrongCredentials: WrongCredentials;
  TooManyAttempts: TooManyAttempts;
  Int: Scalars['Int']['output'];
  SessionEnded: SessionEnded;
  SignInRequired: SignInRequired;
  NotHotelManager: NotHotelManager;
  NoSuchAccount: NoSuchAccount;
  LastManager: LastManager;
  TooManyHotels: TooManyHotels;
  HotelStaff: Staff;
  HotelStaffMember: HotelStaffMember;
  StaffRemoved: Removed;
  HotelPost: Post;
  Hotel: Hotel;
  Customer: CustomerRow;
  ApiClient: ApiClientRow;
  NewApiClient: Omit<NewApiClient, 'client'> & { client: ResolversParentTypes['ApiClient'] };
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  apiClients?: Resolver<Array<ResolversTypes['ApiClient']>, ParentType, ContextType>;
  hotelStaff?: Resolver<ResolversTypes['HotelStaffResult'], ParentType, ContextType, RequireFields<QueryHotelStaffArgs, 'hotelId'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  register?: Resolver<ResolversTypes['RegisterResult'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['RefreshResult'], ParentType, ContextType>;
  signOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  eraseMyAccount?: Resolver<ResolversTypes['EraseMyAccountResult'], ParentType, ContextType, RequireFields<MutationEraseMyAccountArgs, 'input'>>;
  createApiClient?: Resolver<ResolversTypes['CreateApiClientResult'], ParentType, ContextType, RequireFields<MutationCreateApiClientArgs, 'input'>>;
  revokeApiClient?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRevokeApiClientArgs, 'id'>>;
  addHotelStaff?: Resolver<ResolversTypes['AddHotelStaffResult'], ParentType, ContextType, RequireFields<MutationAddHotelStaffArgs, 'input'>>;
  removeHotelStaff?: Resolver<ResolversTypes['RemoveHotelStaffResult'], ParentType, ContextType, RequireFields<MutationRemoveHotelStaffArgs, 'input'>>;
};

export type RegisterResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterResult'] = ResolversParentTypes['RegisterResult']> = {
  __resolveType?: TypeResolveFn<'Session' | 'EmailTaken' | 'WeakPassword' | 'InvalidEmail' | 'TooManyAttempts', ParentType, ContextType>;
};

export type SignInResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInResult'] = ResolversParentTypes['SignInResult']> = {
  __resolveType?: TypeResolveFn<'Session' | 'WrongCredentials' | 'TooManyAttempts', ParentType, ContextType>;
};

export type RefreshResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshResult'] = ResolversParentTypes['RefreshResult']> = {
  __resolveType?: TypeResolveFn<'Session' | 'SessionEnded', ParentType, ContextType>;
};

export type EraseMyAccountResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EraseMyAccountResult'] = ResolversParentTypes['EraseMyAccountResult']> = {
  __resolveType?: TypeResolveFn<'AccountErased' | 'WrongCredentials' | 'SignInRequired' | 'TooManyAttempts', ParentType, ContextType>;
};

export type CreateApiClientResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApiClientResult'] = ResolversParentTypes['CreateApiClientResult']> = {
  __resolveType?: TypeResolveFn<'NewApiClient' | 'SignInRequired', ParentType, ContextType>;
};

export type HotelStaffResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelStaffResult'] = ResolversParentTypes['HotelStaffResult']> = {
  __resolveType?: TypeResolveFn<'HotelStaff' | 'NotHotelManager', ParentType, ContextType>;
};

export type AddHotelStaffResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddHotelStaffResult'] = ResolversParentTypes['AddHotelStaffResult']> = {
  __resolveType?: TypeResolveFn<'HotelStaffMember' | 'NotHotelManager' | 'NoSuchAccount' | 'LastManager' | 'TooManyHotels', ParentType, ContextType>;
};

export type RemoveHotelStaffResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveHotelStaffResult'] = ResolversParentTypes['RemoveHotelStaffResult']> = {
  __resolveType?: TypeResolveFn<'StaffRemoved' | 'NotHotelManager' | 'LastManager', ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountErasedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountErased'] = ResolversParentTypes['AccountErased']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'EmailTaken' | 'WeakPassword' | 'InvalidEmail' | 'WrongCredentials' | 'TooManyAttempts' | 'SessionEnded' | 'SignInRequired' | 'NotHotelManager' | 'NoSuchAccount' | 'LastManager' | 'TooManyHotels', ParentType, ContextType>;
};

export type EmailTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmailTaken'] = ResolversParentTypes['EmailTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WeakPasswordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WeakPassword'] = ResolversParentTypes['WeakPassword']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidEmailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidEmail'] = ResolversParentTypes['InvalidEmail']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WrongCredentialsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WrongCredentials'] = ResolversParentTypes['WrongCredentials']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TooManyAttemptsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyAttempts'] = ResolversParentTypes['TooManyAttempts']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionEndedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEnded'] = ResolversParentTypes['SessionEnded']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SignInRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInRequired'] = ResolversParentTypes['SignInRequired']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotHotelManagerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotHotelManager'] = ResolversParentTypes['NotHotelManager']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoSuchAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoSuchAccount'] = ResolversParentTypes['NoSuchAccount']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LastManagerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LastManager'] = ResolversParentTypes['LastManager']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TooManyHotelsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyHotels'] = ResolversParentTypes['TooManyHotels']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelStaffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelStaff'] = ResolversParentTypes['HotelStaff']> = {
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  members?: Resolver<Array<ResolversTypes['HotelStaffMember']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelStaffMemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelStaffMember'] = ResolversParentTypes['HotelStaffMember']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  familyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['HotelStaffRole'], ParentType, ContextType>;
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  addedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StaffRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StaffRemoved'] = ResolversParentTypes['StaffRemoved']> = {
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HotelPostResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HotelPost'] = ResolversParentTypes['HotelPost']> = {
  hotel?: Resolver<ResolversTypes['Hotel'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['HotelStaffRole'], ParentType, ContextType>;
};

export type HotelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Hotel'] = ResolversParentTypes['Hotel']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  familyName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hasAccount?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  staffOf?: Resolver<Array<ResolversTypes['HotelPost']>, ParentType, ContextType>;
};

export type ApiClientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiClient'] = ResolversParentTypes['ApiClient']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  keyPrefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['ApiScope']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['ApiMode'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type NewApiClientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NewApiClient'] = ResolversParentTypes['NewApiClient']> = {
  client?: Resolver<ResolversTypes['ApiClient'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  RegisterResult?: RegisterResultResolvers<ContextType>;
  SignInResult?: SignInResultResolvers<ContextType>;
  RefreshResult?: RefreshResultResolvers<ContextType>;
  EraseMyAccountResult?: EraseMyAccountResultResolvers<ContextType>;
  CreateApiClientResult?: CreateApiClientResultResolvers<ContextType>;
  HotelStaffResult?: HotelStaffResultResolvers<ContextType>;
  AddHotelStaffResult?: AddHotelStaffResultResolvers<ContextType>;
  RemoveHotelStaffResult?: RemoveHotelStaffResultResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  AccountErased?: AccountErasedResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  EmailTaken?: EmailTakenResolvers<ContextType>;
  WeakPassword?: WeakPasswordResolvers<ContextType>;
  InvalidEmail?: InvalidEmailResolvers<ContextType>;
  WrongCredentials?: WrongCredentialsResolvers<ContextType>;
  TooManyAttempts?: TooManyAttemptsResolvers<ContextType>;
  SessionEnded?: SessionEndedResolvers<ContextType>;
  SignInRequired?: SignInRequiredResolvers<ContextType>;
  NotHotelManager?: NotHotelManagerResolvers<ContextType>;
  NoSuchAccount?: NoSuchAccountResolvers<ContextType>;
  LastManager?: LastManagerResolvers<ContextType>;
  TooManyHotels?: TooManyHotelsResolvers<ContextType>;
  HotelStaff?: HotelStaffResolvers<ContextType>;
  HotelStaffMember?: HotelStaffMemberResolvers<ContextType>;
  StaffRemoved?: StaffRemovedResolvers<ContextType>;
  HotelPost?: HotelPostResolvers<ContextType>;
  Hotel?: HotelResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  ApiClient?: ApiClientResolvers<ContextType>;
  NewApiClient?: NewApiClientResolvers<ContextType>;
};

