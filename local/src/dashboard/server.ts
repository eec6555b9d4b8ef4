import Fastify from 'fastify'
export const startDashboard = async ({ port }: { services: unknown[]; infrastructure: unknown[]; port: number }) => {
  const app = Fastify()
  app.get('/', async () => 'x')
  await app.listen({ host: '127.0.0.1', port })
  return { close: () => app.close() }
}
