// A Node peer: Fastify reverse proxy, fast-jwt with its verified-token cache, one worker a core.
import cluster from 'node:cluster'
import fs from 'node:fs'
import os from 'node:os'

const { DIR, PORT, UPSTREAM, ISSUER_URI, TLS } = process.env

if (cluster.isPrimary) {
  os.cpus().forEach(() => cluster.fork())
} else {
  const { default: Fastify } = await import('fastify')
  const { default: jwt } = await import('@fastify/jwt')
  const { default: proxy } = await import('@fastify/http-proxy')
  const app = Fastify(TLS ? {
    http2: true,
    https: { allowHTTP1: true, cert: fs.readFileSync(`${DIR}/server.crt`), key: fs.readFileSync(`${DIR}/server.key`) }
  } : {})
  await app.register(jwt, {
    secret: { public: fs.readFileSync(`${DIR}/rsa.pem`) },
    verify: { algorithms: ['RS256'], allowedIss: ISSUER_URI, allowedAud: 'bank-gateway', cache: 20000 }
  })
  for (const [prefix, scope] of [['/v1/accounts', 'accounts:read'], ['/v1/orders', 'orders:write']]) {
    await app.register(proxy, {
      upstream: `http://127.0.0.1:${UPSTREAM}`,
      prefix,
      rewritePrefix: prefix,
      preHandler: async (request, reply) => {
        try { await request.jwtVerify() } catch { return reply.code(401).send() }
        if (!request.user.scope?.split(' ').includes(scope)) return reply.code(403).send()
      }
    })
  }
  await app.listen({ port: Number(PORT), host: '127.0.0.1' })
}
