/** What `defender-graphql` says of its commands. */
export const USAGE = `Usage: defender-graphql <command>

  serve                     serve the gateway
  token [--graph | --xdr] [--out FILE]
                            a token for the Defender API, for Microsoft Graph or Defender XDR: for the application when
                            ENTRA_CLIENT_SECRET or another credential is set, else for a person, by device
                            code; printed, or written to FILE with mode 600
  inspect                   says what the token on standard input is good for
  consent-url --tenant ID   the link by which another tenant's administrator lets the application in
  doctor [--token-file FILE]
                            checks sign-in, audience, one read per permission, which OData
                            features the API accepts, and whether it sends properties that this
                            version does not know; with FILE it uses the token in it
  reconcile --audit FILE [--audit FILE] [--stopped] [--dry-run] [--token-file FILE]
                            finds out what became of changes whose gateway was killed, and appends
                            it to the (last) audit log; --stopped: no gateway writes to it any more;
                            --dry-run writes nothing; exit code 3 where something is left to look at

The environment variables of the README apply to every command.
`;
