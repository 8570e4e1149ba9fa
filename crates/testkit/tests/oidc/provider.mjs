// An identity provider for the test of single sign-on: oidc-provider with two people, whom its own
// development forms sign in without asking for a password that counts. Prints its address.
//
// node provider.mjs <redirect address of CAS> <client secret>

import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const [redirectUri, clientSecret] = process.argv.slice(2);

const people = {
  anna: { preferred_username: 'Anna@acme.example', name: 'Anna Keller', groups: ['declarants', 'staff'], sites: ['HAM1'] },
  berta: { preferred_username: 'berta', name: 'Berta Kunz', groups: ['staff'] },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'cas', client_secret: clientSecret, redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    cookies: { keys: ['of a test'] },
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'name', 'groups', 'sites'],
      email: ['email', 'email_verified'],
    },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
});

// Whoever started it ends it by closing its input.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
