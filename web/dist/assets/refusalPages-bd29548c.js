var e=new Map(Object.entries(Object.assign({"../../../../docs/errors/BegunByCustoms.md":"# BegunByCustoms\n\n**What happened.** A shipment was to be updated, replaced or moved on, and customs began it: an excise movement that is on its way to you, or a part of a movement of yours. Nothing was changed.\n\n**Why.** Such a shipment has no flow, and its document is what customs has of the movement. No message of yours makes another of it.\n\n**What to do.** Report on the movement with the actions of its declaration: `receipt-report`, `reject-or-alert-ead`, `delay-for-delivery`, `complementary-explanation`. Where the goods go next, send a shipment under a reference of your own.\n","../../../../docs/errors/FateUnknown.md":`# FateUnknown

**What happened.** The shipment was not replaced, or not updated: one of its declarations would have been withdrawn, and it is not known whether customs has it (finding \`T0003\`). Nothing was changed.

**Why.** What was sent may have arrived although no answer came. Declarations for the same goods would be sent a second time.

**What to do.** Ask customs what became of the declaration. If customs has it, wait for its answer. If not, withdraw it with the action \`invalidate\`, which sends nothing, and send the shipment again; or send the declaration itself again with \`submit\`.
`,"../../../../docs/errors/FlowAmbiguous.md":`# FlowAmbiguous

**What happened.** Several active flows take shipments of this direction, and the shipment names none. Nothing was changed.

**Why.** A guess could lodge the wrong declaration.

**What to do.** Name one in \`customsFlow\`; the message lists them.
`,"../../../../docs/errors/FlowChanged.md":`# FlowChanged

**What happened.** The update would bring the shipment into another flow: it names one in \`customsFlow\`, or the table of flow selection gives another one for what the shipment says now. Nothing was changed.

**Why.** Declarations of one flow cannot become those of another. An update keeps the flow.

**What to do.** While customs has accepted none of the shipment's declarations, send \`Replace\`: it starts the other flow. Else invalidate the declarations and send the shipment under a new reference. If the flow should have stayed, correct \`customsFlow\` or the table.
`,"../../../../docs/errors/FlowSelectionFailed.md":`# FlowSelectionFailed

**What happened.** The decision table that chooses flows could not be asked, failed, or gave no flow's name. Nothing was changed.

**Why.** The table is not published for this day, a cell could not be computed, or two rows contradict each other.

**What to do.** Name a flow in \`customsFlow\`, or correct and publish the table named in the settings (\`flowSelection\`). The message says which row and column failed.
`,"../../../../docs/errors/FlowUnknown.md":`# FlowUnknown

**What happened.** No active flow takes the shipment. Nothing was changed.

**Why.** \`customsFlow\` names a flow that does not exist, is not active or is for the other direction; or no flow is configured for the direction.

**What to do.** Correct \`customsFlow\`, or ask an administrator for a flow of this direction.
`,"../../../../docs/errors/GroupingFailed.md":`# GroupingFailed

**What happened.** A step of the flow could not cut the goods into declarations. Nothing was changed.

**Why.** An expression of the step (\`items.select\`, \`items.groupBy\`) could not be computed for an item: a value is of another type, or a field it assigns to does not take it.

**What to do.** The message names the step, the expression and the item. Correct the shipment, or publish a new version of the flow.
`,"../../../../docs/errors/MessageNotWritable.md":`# MessageNotWritable

**What happened.** The update would have customs invalidate a declaration, and the message that asks for it cannot be written. Nothing of the update was done.

**Why.** The connection to the customs system is not configured, or the declaration lacks what the message must have; the text says which.

**What to do.** Correct the connection or the declaration, then send the update again.
`,"../../../../docs/errors/MessageTypeUnknown.md":"# MessageTypeUnknown\n\n**What happened.** `messageType` is none of `New`, `Replace`, `Update`, `Upsert`. Nothing was changed.\n\n**Why.** The name is misspelt; case matters.\n\n**What to do.** Correct it, or leave it out for `New`.\n","../../../../docs/errors/NoItems.md":`# NoItems

**What happened.** The shipment has no goods. Nothing was changed.

**Why.** A declaration is about goods.

**What to do.** Send at least one \`governmentAgencyGoodsItem\`.
`,"../../../../docs/errors/NothingStarted.md":`# NothingStarted

**What happened.** An event was told of a shipment, and no step of its flow waits for it. Nothing was changed.

**Why.** The step has started already in this run, the flow has no step that starts so, or \`event\` or \`step\` is misspelt.

**What to do.** Read the flow's steps and their \`start\`. The declarations of the shipment show which steps have started.
`,"../../../../docs/errors/ReplaceInFlight.md":`# ReplaceInFlight

**What happened.** The shipment was not replaced: one of its declarations is on its way to customs. Nothing was changed.

**Why.** Customs must answer first; otherwise two declarations for the same goods could be accepted.

**What to do.** Wait for the next status of the declaration. If customs rejects it, replace the shipment; if customs accepts it, invalidate it.
`,"../../../../docs/errors/ReplaceTooLate.md":`# ReplaceTooLate

**What happened.** The shipment was not replaced: customs has accepted one of its declarations. Nothing was changed.

**Why.** What customs has accepted changes only by an amendment or an invalidation.

**What to do.** Invalidate the declaration with \`POST /v1/declarations/{id}/invalidate\`, then send the shipment under a new reference.
`,"../../../../docs/errors/ShipmentExists.md":"# ShipmentExists\n\n**What happened.** The shipment was not created: one with the same `externalReference` and `direction` exists. Nothing was changed.\n\n**Why.** `New` creates, and an ERP that sends twice must not declare twice.\n\n**What to do.** If you mean to send all data again, send `Replace` before customs has accepted a declaration. If this is a retry of the same call, use an `Idempotency-Key`: the first `referenceId` comes back.\n","../../../../docs/errors/ShipmentUnknown.md":"# ShipmentUnknown\n\n**What happened.** There is no shipment with this `externalReference` and `direction`. Nothing was changed.\n\n**Why.** `Replace` needs something to replace; the reference may be misspelt, or the shipment belongs to the other direction.\n\n**What to do.** Check the reference and the direction, or send `New`.\n","../../../../docs/errors/ShipmentUpdateRefused.md":`# ShipmentUpdateRefused

**What happened.** The update does not fit the shipment that is there. Nothing was changed.

**Why.** The message names each place: a \`casReference\` that no element of the collection has, one that is named twice, or a collection that mixes elements with and without \`casReference\`.

**What to do.** Read the declaration's document again for the references of its elements, and send the update with these; or send the whole collection without any \`casReference\` to replace it.
`,"../../../../docs/errors/UpdateRefused.md":"# UpdateRefused\n\n**What happened.** A message with master data was taken and could not be carried out. The record is as it was.\n\n**Why.** What was sent does not fit the record that is there: a `casReference` names no element of its collection, or is named twice; a collection mixes elements with and without `casReference`; a code has several records and the message does not say which one is meant; `validTo` is before `validFrom`; an exchange rate lacks a currency or is not above zero. The ingestion history (`GET /v1/ingestions/{referenceId}`) names each place by its path.\n\n**What to do.** Read the record again (`GET /v1/masterdata/{kind}/{code}`), correct the place that is named, and send the message once more. To replace a collection, send all its elements without `casReference`. To say which record is meant, send its `validFrom`.\n","../../../../docs/errors/UpdateTooLate.md":`# UpdateTooLate

**What happened.** The update would change or withdraw a declaration that customs no longer lets you correct, such as one that is released or under control. Nothing of the update was done, for no declaration of the shipment.

**Why.** Customs takes no amendment once it has announced a control or released the goods (Article 173 of the Union Customs Code), and no invalidation of what has ended. An update is carried out whole or not at all.

**What to do.** The message names the declaration, its status and the actions that are allowed. Leave what it says out of the update, or use one of these actions; \`?dryRun=true\` shows what an update would do to each declaration.
`,"../../../../docs/errors/WaitsForCustoms.md":"# WaitsForCustoms\n\n**What happened.** Nothing is wrong: the message waits. It would correct a declaration about which customs has not answered yet (`Submitted`, `Acknowledged`, `GoodsArrived`, `Amending`, `Invalidating`).\n\n**Why.** What customs has must be known before it can be corrected. What is sent for the same shipment later waits behind it, so that nothing overtakes.\n\n**What to do.** Nothing: it goes on when customs has answered, and ends as `succeeded` or `failed` in the ingestion history. If customs stays silent, see the declaration's deadline and `resend`.\n","../../../../docs/errors/account-changed.md":`# account-changed

**What happened.** Two requests changed the same account at the same moment; this one changed nothing (409).

**Why.** What was decided on is not what stands there now.

**What to do.** Read the account, see what the other did, and decide again.
`,"../../../../docs/errors/account-of-others.md":"# account-of-others\n\n**What happened.** An administrator was to change an account that reaches tenants which he does not administer (403).\n\n**Why.** An account is of the installation. Its name, whether it is on, and links to a new password are for who administers all of its tenants: else whoever administers one could take over what belongs to another.\n\n**What to do.** Change what the person may do in your own tenant (`PATCH /v1/users/{id}` with `roles` and `visible`), or ask whoever runs the server (`cas users`).\n","../../../../docs/errors/alert-resolved.md":`# alert-resolved

**What happened.** The alert was not resolved (409).

**Why.** Somebody dealt with it before, or it ended by itself.

**What to do.** Nothing: \`GET /v1/alerts?state=resolved\` shows who resolved it, when and with which words.
`,"../../../../docs/errors/assignment-refused.md":`# assignment-refused

**What happened.** The message was not assigned to the declaration (409). Nothing was changed.

**Why.** No answer is applied that contradicts what is known: one of its numbers is another than the declaration's, or is of another declaration; nothing was sent of the declaration; the declaration is of another customs system; or the message tells of several things at once. \`detail\` says which.

**What to do.** Compare the numbers in the message with those of the declaration. If the message is of nobody here, resolve its alert with a word.
`,"../../../../docs/errors/body-too-large.md":`# body-too-large

**What happened.** The body is larger than what is taken (413). Nothing was stored.

**Why.** \`detail\` names the limit and its setting. It protects the memory of the server. A dry run and its plan are held in memory as a whole, so that its batches are smaller (\`dry-run-limit\`, 20 MB; \`dry-run-lines\`, 1,000).

**What to do.** Send fewer messages at once, or split the shipment. An operator can raise the limit in the configuration.
`,"../../../../docs/errors/bulk-run-refused.md":`# bulk-run-refused

**What happened.** A run over many declarations was not begun (400). Nothing was changed.

**Why.** It names no declaration, more than 5,000, an action that cannot be asked of many at once, or both declarations and a search.

**What to do.** Send \`declarations\` or \`search\`; narrow the search, or send several runs. Actions that say something about one declaration are asked of each by itself.
`,"../../../../docs/errors/change-not-allowed.md":"# change-not-allowed\n\n**What happened.** The settings say who may change or publish this, and the caller is not among them (403). Nothing was changed.\n\n**Why.** An entry of `changeControl` names `editors` or `publishers` for the kind or the name. Of several entries that hold all count. People are named by the name they sign in with, clients by their id, commands of the server by `command`.\n\n**What to do.** Let one of those who are named do it, or have the settings changed.\n","../../../../docs/errors/client-changed.md":`# client-changed

**What happened.** Two requests changed the same client of the API at the same moment; this one changed nothing.

**Why.** Whoever gives a client a new secret must know which one is valid afterwards.

**What to do.** Read \`GET /v1/clients\`, see what the other did, and decide again.
`,"../../../../docs/errors/configuration-busy.md":`# configuration-busy

**What happened.** The configuration was not changed (409).

**Why.** It was changed by others again and again while this change was being checked. What is published is checked together, so only one change can be made at a time.

**What to do.** Send it again.
`,"../../../../docs/errors/configuration-changed.md":`# configuration-changed

**What happened.** The change was not made (412).

**Why.** \`If-Match\` names another state than the one that stands there: somebody else saved, published or deleted it since it was read.

**What to do.** Read it again, make the change to what stands there now, and send it with the new \`ETag\`.
`,"../../../../docs/errors/configuration-invalid.md":"# configuration-invalid\n\n**What happened.** A flow, a decision table, the settings or a connection is not valid (400). Nothing was changed.\n\n**Why.** What is saved and published is checked as a whole: systems, steps, tables and fields that it names must exist, and cells must be readable. `errors` names each problem by its path; in a table also by row, column and characters, counted from 1. Paths of a bundle begin with the document, such as `flows[Transit].steps[1].system`.\n\n**What to do.** Correct every place that `errors` names and send the document again. `docs/configuration.md` explains each field, `docs/decision-tables.md` the cells.\n","../../../../docs/errors/configuration-needed.md":`# configuration-needed

**What happened.** A version was not retired (409).

**Why.** Something that is in force, or will be on a later day, needs it: a flow asks the table, or the settings name it, and no other version would take its place. Or the version that would take its place has problems of its own, such as a table that is gone. \`errors\` names what would no longer be valid.

**What to do.** Publish a version of the flow or the settings that does without it, or a newer version of the table. Then retire it. A version with problems that would take its place is retired first.
`,"../../../../docs/errors/csrf-token-invalid.md":`# csrf-token-invalid

**What happened.** A request of a session that changes something came without the token that proves that its own page sent it (403).

**Why.** Browsers send cookies with whatever request; the token in the header keeps pages of other sites from using them.

**What to do.** Read \`csrfToken\` from \`GET /v1/session\` and send it as \`CAS-CSRF-Token\` with every POST, PUT, PATCH and DELETE. It changes with every sign-in.
`,"../../../../docs/errors/declaration-changed.md":`# declaration-changed

**What happened.** The declaration was changed after you read it: \`If-Match\` names another version than the one that stands there. Nothing was changed by this request.

**Why.** Customs' answers, other people and updates of the shipment change declarations too. Who writes over a version that nobody looked at loses what the other did.

**What to do.** Read the declaration again, decide again, and send the edit with the new \`ETag\`. Without \`If-Match\` the last one wins.
`,"../../../../docs/errors/export-too-large.md":`# export-too-large

**What happened.** A workbook was not made (413).

**Why.** A workbook is in memory as a whole while it is made, so it has 20,000 rows at most.

**What to do.** Narrow the search, for example by time, or take \`format=csv\`, which has up to 100,000 rows.
`,"../../../../docs/errors/file-refused.md":"# file-refused\n\n**What happened.** A file was not kept (400).\n\n**Why.** Its name is missing or longer than 200 characters; or its bytes are not of a kind that is taken, whatever `Content-Type` says. Taken are PDF, PNG, JPEG, TIFF, XLSX and DOCX by their bytes, and UTF-8 text without control characters that is sent as `text/plain`, `text/csv`, `text/xml` or `application/xml` and holds no page or script; or the document that it is to be the paper of is not in the declaration.\n\n**What to do.** Send the file as it is, with `?name=`. Turn what is of another kind into a PDF.\n","../../../../docs/errors/files-full.md":`# files-full

**What happened.** A file was not kept (413).

**Why.** It is larger than a file may be (20 MB), or the tenant's files together would be larger than they may be (10 GB).

**What to do.** Send a smaller file, or delete files that nobody needs.
`,"../../../../docs/errors/idempotency-key-reused.md":`# idempotency-key-reused

**What happened.** The \`Idempotency-Key\` was used before, with other content (409). Nothing was stored.

**Why.** A key stands for one message of one client. The same key with the same body returns the first \`referenceId\`; with another body it would hide a message.

**What to do.** Use a new key for a new message, for instance a random UUID, and keep it only for retries of that message.
`,"../../../../docs/errors/import-refused.md":`# import-refused

**What happened.** A file that was to be imported was refused as a whole. Nothing of it landed.

**Why.** The file cannot be read as what its content type says (CSV in UTF-8, or a workbook), it is empty or beyond the limits (100,000 rows, 200 columns, 2,000,000 cells, 64 MB unpacked and of text), or the names in its first row are not columns of this kind of record. \`errors[]\` names each column that is wrong. For a list of codes: there is no column \`code\`, a row has no code, or a date is none.

**What to do.** Take the columns from \`GET /v1/masterdata/{kind}/template\`, save spreadsheets as XLSX or as "CSV UTF-8", cut files that are too large, and import again. Rows that are wrong do not lead here: they are refused one by one in the report, and the others land.
`,"../../../../docs/errors/ingestion-not-failed.md":"# ingestion-not-failed\n\n**What happened.** The message was not carried out anew (409).\n\n**Why.** Only a message that failed can be. This one waits for its turn, is worked on or was carried out; or somebody else was faster.\n\n**What to do.** Look at its `state`: `GET /v1/ingestions/{referenceId}`. To change what was carried out, send an `Update` or a `Replace`.\n","../../../../docs/errors/ingestion-overtaken.md":`# ingestion-overtaken

**What happened.** The message was not carried out anew (409).

**Why.** A later message with the same reference was taken since. Carried out now, the older one would undo what the later one says.

**What to do.** Send what is still to be said as a new message. \`GET /v1/ingestions?externalReference=…\` lists the messages of the reference.
`,"../../../../docs/errors/input-mapping-failed.md":`# input-mapping-failed

**What happened.** The [input mapping](../configuration.md#input-mappings) of the client could not be carried out on a shipment (400). Nothing was accepted, of a batch neither the other messages.

**Why.** A table of the mapping is not in force today, a value cannot be read as the type of its column, a row fails (the detail names mapping, table, version, row and column), the messages of the request take more than 100,000,000 steps together, what a row says does not fit into the field, or it takes away an element that an update names by its \`casReference\`. Half a mapping would be kept as if the client had sent it.

**What to do.** Correct the table or the mapping and publish it, then send the same again. \`dryRun=true\` tells beforehand what a mapping comes to.
`,"../../../../docs/errors/internal-error.md":`# internal-error

**What happened.** Something went wrong on our side (500).

**Why.** A fault of the server; it is in its log under the request's id.

**What to do.** Try again; with an \`Idempotency-Key\` a repeated POST is harmless. If it stays, give the \`instance\` of the answer to support.
`,"../../../../docs/errors/invalid-callback-secret.md":`# invalid-callback-secret

**What happened.** A message of a customs system was not taken (401).

**Why.** The \`Authorization: Bearer\` secret is missing or is not the \`callbackSecret\` of the tenant's connection to that system. The answer is the same for an unknown tenant or system.

**What to do.** Compare the address (system, \`tenant\`) and the secret with the tenant's connection.
`,"../../../../docs/errors/invalid-parameter.md":"# invalid-parameter\n\n**What happened.** A query parameter or header is unknown, repeated or has a wrong value (400).\n\n**Why.** Unknown parameters are refused rather than ignored: a misspelt filter would find too much. A time needs its zone, a date is a day alone, and no parameter or path holds the character U+0000. A `cursor` is good only for the search, with its `sort`, that gave it.\n\n**What to do.** Correct the parameters that `errors[]` names by `path`; `message` says what is expected.\n","../../../../docs/errors/invalid-session.md":`# invalid-session

**What happened.** The request carries the cookie of a session that is not there any more (401).

**Why.** A session ends after an hour without use, at the latest after twelve hours (both can be set), when the person signs out or chooses another password, and when an administrator switches the account off.

**What to do.** Sign in again with \`POST /v1/session\`.
`,"../../../../docs/errors/invalid-structure.md":"# invalid-structure\n\n**What happened.** The message is JSON, but not a message of this kind (400). Nothing was stored, of a batch neither.\n\n**Why.** A field is unknown or has a value of a wrong type, or what identifies the message is missing. Unknown fields are refused rather than ignored, so that a misspelt name does not lose a value on its way to customs. A number where text is meant is refused, because the zeros that codes, accounts and postcodes begin with are gone from it; only codes that never begin with a zero, such as modes of transport, may be numbers. A date is `YYYY-MM-DD` without a time: which day a time falls on depends on the place. A whole number may be written `1.0`. A subscription to an `eventSubType` that its `eventType` does not have is refused, because nothing would ever come.\n\n**What to do.** `errors[]` lists every error with the `path` of its field and, for a batch, its `line`. Correct all of them and send the message again. The fields stand in `/openapi.json`.\n","../../../../docs/errors/invalid-token.md":`# invalid-token

**What happened.** The request carries no access token, or not a valid one (401).

**Why.** The \`Authorization\` header is missing, the token has expired (it lasts one hour), was made by another server, or its signing key was withdrawn.

**What to do.** Get a token from \`POST /oauth2/v2.0/token\` and send it as \`Authorization: Bearer <token>\`. Get the next one before it expires, or on this answer.
`,"../../../../docs/errors/invalidation-ground.md":'# invalidation-ground\n\n**What happened.** The action `invalidate` named a legal ground that customs does not take for this declaration (400). Nothing was changed.\n\n**Why.** Some customs want to know on which legal ground a declaration is to be invalidated, by a code of their list, and the grounds of imports are not those of exports. What is sent is a statement to customs: a code that does not apply would be a false one.\n\n**What to do.** The problem\'s detail says what is wrong with the code, and which codes are known with their meaning; `cas systems` lists them by system. Send `{"reason": "…", "ground": "…"}` with one that is true. Where `ground` is left out, the setting of the connection says it (`invalidationReason` for `dk_dms`, `cancellationReason` for `emcs`).\n',"../../../../docs/errors/last-administrator.md":`# last-administrator

**What happened.** The tenant would have no administrator any more who may sign in (409).

**Why.** A tenant that has an administrator keeps one: nobody else could make another.

**What to do.** Make somebody else an administrator first, who has chosen a password or signs in by single sign-on.
`,"../../../../docs/errors/link-invalid.md":`# link-invalid

**What happened.** A password was to be chosen with a link that is good no more (400).

**Why.** A link is good once and for 24 hours, and a newer one ends it. The account may be switched off, too.

**What to do.** Ask an administrator for another link (\`POST /v1/users/{id}/link\`, \`cas users link\`).
`,"../../../../docs/errors/malformed-request.md":`# malformed-request

**What happened.** The request could not be read (400). Nothing was stored.

**Why.** The body is not valid JSON (a field sent twice in one object, something after the value and nesting without end count as invalid too), a line of a batch is not, or the body broke off on the way.

**What to do.** Correct the place that \`errors[]\` names: \`message\` gives line and column within the body, \`line\` the line of a batch. Then send it again.
`,"../../../../docs/errors/member-already.md":`# member-already

**What happened.** Somebody was to become a member who is one already (409).

**Why.** There is an account of this name, and it is a member of the tenant.

**What to do.** \`GET /v1/users\` lists the members; change what the person may do with \`PATCH /v1/users/{id}\`.
`,"../../../../docs/errors/message-not-waiting.md":"# message-not-waiting\n\n**What happened.** The message is not read again and not assigned (409).\n\n**Why.** Only messages that were received and are `unmatched` or `unreadable` wait for a person; only `unmatched` ones can be assigned, since an unreadable one says nothing that could be applied.\n\n**What to do.** Look at its state: `GET /v1/messages`. What was `interpreted` stands in the history of its declaration.\n","../../../../docs/errors/message-unreadable.md":"# message-unreadable\n\n**What happened.** The body is no message that a trader declares, amends, presents or invalidates by in this customs system. Nothing was read, and nothing is stored.\n\n**Why.** It is not well-formed XML in UTF-8, it declares a document type or entities, it is larger than is read, it is a message of another system or an answer of customs, or it lacks the part that makes it a declaration. `detail` says which.\n\n**What to do.** Send the message as it went to customs, its envelope included, to the system it was sent to (`GET /v1/connections` and `cas systems` name them). A message with parts that have no place in ours does not lead here: it is read, and the answer's `unread` names every leaf that was left.\n","../../../../docs/errors/method-not-allowed.md":`# method-not-allowed

**What happened.** The path exists, but not with this method (405).

**Why.** For instance a GET where something is to be sent.

**What to do.** The \`Allow\` header names the methods; \`/openapi.json\` describes them.
`,"../../../../docs/errors/missing-scope.md":`# missing-scope

**What happened.** The token is valid, but lacks the scope this endpoint needs; or the roles of the person who signed in do not have it (403).

**Why.** The token was asked for with fewer scopes, or the client does not have this one.

**What to do.** \`detail\` names the scope. Ask for it with the token; if the client does not have it, ask your administrator. \`GET /v1/authorizationStatus\` shows what the token has. A person needs a role that has the scope: \`GET /v1/roles\` lists them, an administrator gives them.
`,"../../../../docs/errors/not-a-member.md":`# not-a-member

**What happened.** The header \`CAS-Tenant\` names a tenant that the caller does not act for (403).

**Why.** A client acts for one tenant only; a person for those of which an administrator made the person a member.

**What to do.** \`GET /v1/session\` lists a person's tenants. Ask an administrator of the tenant for a membership.
`,"../../../../docs/errors/not-allowed-in-status.md":`# not-allowed-in-status

**What happened.** The declaration's status does not allow the action (409). Nothing was changed.

**Why.** Which actions are allowed depends on the status, and the status may have changed since you read it.

**What to do.** \`detail\` names the status, \`allowedActions\` what is allowed now. Read the declaration again and decide again.
`,"../../../../docs/errors/not-comparable.md":`# not-comparable

**What happened.** The declaration cannot be compared with what customs has (409).

**Why.** To be compared, the revision is written as it would be sent, with the settings of the tenant's connection. Something that the message needs is missing, or there is no connection to the system any more; \`detail\` says what.

**What to do.** Complete the revision or the connection (\`PUT /v1/connections/{system}\`), or compare a revision that was sent.
`,"../../../../docs/errors/not-found.md":`# not-found

**What happened.** There is no such thing for this caller (404).

**Why.** The path or the id is wrong, or the thing belongs to another tenant: what is not yours does not exist for you.

**What to do.** Check the id and the tenant of the token (\`GET /v1/authorizationStatus\`).
`,"../../../../docs/errors/not-published.md":`# not-published

**What happened.** A version was not retired (409).

**Why.** Only a published version can be retired. A draft is deleted; a retired version is out of force already.

**What to do.** Look at the versions with \`GET /v1/configuration/{kind}/{name}\`.
`,"../../../../docs/errors/not-repeated-by-customs.md":`# not-repeated-by-customs

**What happened.** The declaration cannot be compared with what customs has (409).

**Why.** No message that customs has sent about it repeats the declaration. In NCTS the release for transit (CC029C) is the first that does.

**What to do.** Compare with \`lodged\`, what was sent and accepted, or ask again after the release. \`GET /v1/declarations/{id}/messages\` lists what customs sent.
`,"../../../../docs/errors/not-the-author.md":`# not-the-author

**What happened.** A note or a saved view was not changed or deleted (403).

**Why.** Only the person who made it may do that, so that everybody can rely on who said what.

**What to do.** Write a note of your own that corrects it, or ask its author.
`,"../../../../docs/errors/not-visible.md":`# not-visible

**What happened.** What was sent belongs to a company or a plant that the caller may not see (403).

**Why.** The caller is restricted to some companies and plants. A shipment must name one of them, and none that is there under its reference may be elsewhere.

**What to do.** Name a company or plant that you may see (\`GET /v1/session\` lists them), or ask somebody who sees the other one.
`,"../../../../docs/errors/note-changed.md":`# note-changed

**What happened.** A note was not changed or deleted (409).

**Why.** Its author changed it at the same moment somewhere else, or had taken it back.

**What to do.** Read the note again (\`GET /v1/notes/{id}\` has all its texts) and decide again.
`,"../../../../docs/errors/note-refused.md":`# note-refused

**What happened.** A note was not kept (400).

**Why.** It has no text, more than 4,000 characters, or names more than 20 persons with \`@\`.

**What to do.** Shorten it, or write several notes; a file can hold more.
`,"../../../../docs/errors/person-required.md":`# person-required

**What happened.** A client or a command asked for a review, or would have published, where the tenant demands four eyes (403). Nothing was changed.

**Why.** Two people who signed in decide on what comes into force. A client is no person, also where it says for whom it acts: it could name anyone, and one person could stand under two names.

**What to do.** Let the client save drafts; a person signs in and asks for the review, another publishes.
`,"../../../../docs/errors/plan-changed.md":`# plan-changed

**What happened.** The request named the plan of a dry run (\`CAS-Plan\`), and what it would do by now is something else. Nothing was changed by this request.

**Why.** Between the dry run and the act customs answered, somebody edited, a table was published, or an update of the shipment came. A plan that was looked at is carried out as it was shown, or not at all.

**What to do.** \`plan\` in this answer is what the request would do by now, and \`fingerprint\` names it. Look at what differs; send the request again with the new fingerprint, or without one to have done whatever it comes to.
`,"../../../../docs/errors/reason-required.md":`# reason-required

**What happened.** The action needs a reason (400). Nothing was changed.

**Why.** Customs reads why a declaration is to be invalidated. Whoever publishes a decision table although its tests fail says why, for those who look at it later.

**What to do.** For an invalidation send \`{"reason": "…"}\` with 1 to 512 characters; for a publication send \`note\`.
`,"../../../../docs/errors/review-required.md":"# review-required\n\n**What happened.** The tenant demands four eyes for what was to be published, imported or retired, and nobody asked for a review of it (409). Nothing was changed.\n\n**Why.** The settings that are in force say so (`changeControl` with `fourEyes`), for the kind or for this name; settings that hold such a demand are under it themselves. What is in force changes only by a draft that a second person publishes. A draft that was changed after a review was asked for has to be shown again.\n\n**What to do.** Save a draft (`PUT …/draft`; an import with `drafts=true`, `cas config import --drafts`), ask for its review (`POST …/draft/review` with a `reason`) as a person who signed in, and have another person publish it. To take something back, begin the draft from the former version (`POST …/versions/{version}/draft`) and publish it the same way.\n","../../../../docs/errors/reviewed-version-required.md":`# reviewed-version-required

**What happened.** A draft was to be published under the demand for four eyes, without saying which state of it was reviewed (428). Nothing was changed.

**Why.** Without it something could be published that was changed after it was read.

**What to do.** Send the \`ETag\` of \`GET …/draft/review\` as \`If-Match\`.
`,"../../../../docs/errors/second-factor-required.md":`# second-factor-required

**What happened.** The password is right, and the account has a second factor (401).

**Why.** \`POST /v1/session\` was sent without \`code\`.

**What to do.** Send name and password again with \`code\`: six digits of the application, or a recovery code.
`,"../../../../docs/errors/second-person-required.md":`# second-person-required

**What happened.** The caller changed the draft last, or asked for its review, and cannot publish it (403). Nothing was changed.

**Why.** The tenant demands four eyes: what comes into force was seen by two people. Whoever asks for a review is one of them, and so is whoever changed the draft last.

**What to do.** Another person signs in, reads \`GET …/draft/review\` and publishes. If nobody else may publish it, an administrator gives somebody the role, or the settings name more \`publishers\`.
`,"../../../../docs/errors/sign-in-refused.md":`# sign-in-refused

**What happened.** Name and password, or the code of the second factor, are not right (401).

**Why.** The account is unknown or switched off, the password or the code is wrong, or the code was used before. Which of these it is, is not told: it would help whoever guesses.

**What to do.** Try again; each code of the second factor is good once, so wait for the next. Who forgot the password gets a link from an administrator (\`POST /v1/users/{id}/link\`, \`cas users link\`).
`,"../../../../docs/errors/single-sign-on-refused.md":`# single-sign-on-refused

**What happened.** The identity provider let nobody in, or CAS did not believe or did not let in whom it vouches for (401).

**Why.** \`detail\` says which: the browser came back without having been sent, the token is not valid, nobody invited the person, no claim gives a role, the name is that of another account, or the account is off.

**What to do.** Begin again with \`GET /v1/sign-on\`. If it stays, give the request id to whoever runs the server: the log says more. An administrator invites people with \`POST /v1/users\`; which claims give which roles stands in the server's configuration (docs/people.md).
`,"../../../../docs/errors/single-sign-on-unavailable.md":`# single-sign-on-unavailable

**What happened.** The identity provider cannot be reached, or does not answer as one (503).

**Why.** Its address is wrong, it is down, its certificate is not trusted, or it is at a private address and \`oidc-to-private-addresses\` is not set.

**What to do.** Try again. If it stays, tell whoever runs the server: the log says why. People who have a password can sign in with it meanwhile.
`,"../../../../docs/errors/store-unavailable.md":`# store-unavailable

**What happened.** The database did not answer (503). Nothing was stored.

**Why.** It is down, being restarted, or overloaded.

**What to do.** Try again after \`Retry-After\` seconds. \`GET /health/ready\` tells when it answers again. Operators find the cause in the server's log.
`,"../../../../docs/errors/subscription-changed.md":`# subscription-changed

**What happened.** The subscription is not the one that you read (412): somebody changed it, or it was switched off after its receiver failed for days. Nothing was changed.

**Why.** Two who change one subscription at the same time must not undo each other's work unseen.

**What to do.** Read \`GET /v1/subscriptions/{id}\` again and repeat the change with the \`ETag\` that it answers now.
`,"../../../../docs/errors/subscription-disabled.md":`# subscription-disabled

**What happened.** Deliveries were to be repeated to a subscription that is switched off (409). Nothing was posted.

**Why.** Nothing goes to a receiver that somebody switched off, or that was gone or failed for days.

**What to do.** Try the receiver with \`POST /v1/subscriptions/{id}/test\`, switch the subscription on with \`POST /v1/subscriptions/{id}/enable\`, and ask again.
`,"../../../../docs/errors/table-file-refused.md":"# table-file-refused\n\n**What happened.** A file of a decision table was not taken over (400). Nothing was saved.\n\n**Why.** Lines that cannot be read or were cut off, columns that the table does not have, lines without condition and result (headings), merged cells, formulas without values, codes that Excel made numbers or days of, or parts of DMN that the wanted table needs and that have no equal here. `errors` names each with its line, column or place in the file.\n\n**What to do.** Correct the places and send the file again. Of a DMN file with several tables say which one is wanted (`?decision=`), and which fields its inputs and outputs are (`&field=Name=field`). A CSV file must be UTF-8 and have the columns of the table; `GET …/versions/{version}.csv` gives one to begin with.\n","../../../../docs/errors/table-not-asked.md":"# table-not-asked\n\n**What happened.** A version of a decision table was to be tried or explained on a declaration whose step does not ask the table; or a field was to be explained of a declaration that customs began, which no flow made and no table was asked for.\n\n**Why.** The table would change nothing there, and an empty answer could be taken for a good one.\n\n**What to do.** Choose a declaration of a step that asks the table (`tables`, `tablesAfterCalculations`, `autoSubmit` of the flow), or use `evaluate` with inputs of your own.\n","../../../../docs/errors/table-tests-failed.md":`# table-tests-failed

**What happened.** A decision table was not published (409).

**Why.** Tests that are stored with it fail. \`errors\` names each test and what it found in place of what was expected.

**What to do.** Correct the table or the test. If the test is out of date and the table must come into force now, publish with \`overrideFailingTests\` and a \`note\` that says why: both are kept with the version.
`,"../../../../docs/errors/tenant-header-required.md":`# tenant-header-required

**What happened.** A person who is a member of several tenants sent a request without saying for which one it is (400).

**Why.** A session holds all tenants of its person.

**What to do.** Send the header \`CAS-Tenant\` with the id of a tenant. \`GET /v1/session\` lists them.
`,"../../../../docs/errors/tenant-required.md":`# tenant-required

**What happened.** A message of a customs system was not taken (400).

**Why.** There is more than one tenant here, or none, and the address does not say for which the message is.

**What to do.** Post to \`/v1/systems/{system}/messages?tenant=<id>\`; \`cas tenants list\` shows the ids. Where there is one tenant only, \`tenant\` may be left out.
`,"../../../../docs/errors/timed-out.md":`# timed-out

**What happened.** The request took too long (503).

**Why.** The server is busy, or the body arrived too slowly. A POST may or may not have been stored.

**What to do.** Try again after \`Retry-After\` seconds; with an \`Idempotency-Key\` a repeated POST is harmless.
`,"../../../../docs/errors/too-many-bulk-runs.md":`# too-many-bulk-runs

**What happened.** A run over many declarations was not begun (429). Nothing was changed.

**Why.** Ten runs of the tenant are under way. They take turns with its other work.

**What to do.** \`GET /v1/bulk\` shows how far they are; begin it when one has ended.
`,"../../../../docs/errors/too-many-requests.md":"# too-many-requests\n\n**What happened.** The client sent too many requests (429). Nothing was stored.\n\n**Why.** Each client may send so many requests per second for long, and somewhat more at once. Token requests with an unknown secret are limited more strictly. Dry runs, tools of decision tables and imports of files are heavy: a node does as many at once as it has processors (at least two), one fewer for a single tenant, and lets up to 16 of a tenant be at work or wait (the settings `heavy-work`, `heavy-work-of-tenant`, `heavy-work-in-line`); the next one is refused. Waiting counts for the time that a request may take ([timed-out](timed-out.md)).\n\n**What to do.** Send heavy requests one after the other. Wait the seconds that `Retry-After` names and send the request again. Send several messages as one batch, and use a token for its whole hour.\n","../../../../docs/errors/too-many-streams.md":`# too-many-streams

**What happened.** A stream of events (\`GET /v1/events/stream\`) was not begun (429).

**Why.** One caller has at most 32 streams at once on a node, and a tenant 512: each holds a connection.

**What to do.** Close streams that nobody reads; one stream with a filter of several types, plants or declarations does the work of many. A screen in several tabs can share one.
`,"../../../../docs/errors/unsupported-media-type.md":"# unsupported-media-type\n\n**What happened.** The `Content-Type` or the `Content-Encoding` is not taken here (415). Nothing was stored.\n\n**Why.** Messages are sent as `application/json`, batches as `application/x-ndjson` (one message per line), the token form as `application/x-www-form-urlencoded`. Bodies are taken as they are: none is unpacked (gzip and others), which the answer's `Accept-Encoding: identity` says.\n\n**What to do.** Set the `Content-Type` that `detail` names; leave `Content-Encoding` out.\n","../../../../docs/errors/webhook-url-refused.md":`# webhook-url-refused

**What happened.** The address of the subscription is refused (400). Nothing was stored.

**Why.** Notifications are posted to public http and https addresses. Other schemes are refused, and so are private and loopback addresses unless the operator's configuration allows them, hosts that are longer than 253 characters (or 63 between two dots), and ports other than 80, 443 and those from 1024 on (the operator's setting \`webhook-ports\`).

**What to do.** Give a public address, best with https, or ask the operator to allow yours.
`})).map(([e,t])=>[e.replace(/^.*\//u,``).replace(/\.md$/u,``),t]));export{e as refusalPages};