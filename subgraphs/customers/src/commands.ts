import { mount, type MountedCommand } from '@staygraph/subgraph-kit/command'

import { ensureCustomer as ensureCustomerContract } from '../contract/ensure-customer.ts'
import { identifyClient as identifyClientContract } from '../contract/identify-client.ts'
import type { Services } from './context.ts'
import { ensureCustomer } from './use-cases/ensure-customer.ts'
import { identifyClient } from './use-cases/identify-client.ts'

/** What sisters may ask, and which of them. */
export const commands = (services: Pick<Services, 'db' | 'clock'>): MountedCommand[] => [
  mount(ensureCustomerContract, ['reservations'], (input) => ensureCustomer(input, services, services.clock())),
  mount(identifyClientContract, ['gateway'], (input) => identifyClient(input, services, services.clock())),
]
