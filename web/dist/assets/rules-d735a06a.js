var e=`# Validation rules

What is checked before a declaration goes to customs. An error must be corrected first; a warning is worth a look.

Generated from \`crates/rules/src/rules\`; \`UPDATE_DOCS=1 cargo test -p cas-rules\` writes it.

Where a rule applies stands beside the types of declarations; territories are those of \`crates/model/src/territory.rs\` (a country's code, or Union, UK, CTC, ...).

*Law* says when a rule holds, where that is not always, and how certain its text is: A the official text was read, B several independent sources agree, C one secondary source, D inferred. Only A and B stop a declaration. The day of acceptance decides, else the day of the declaration. \`cas rules --on DAY\` lists the rules of a day, \`--against DAY\` what differs; the settings switch dated rules ([configuration](configuration.md#rules-that-customs-has-otherwise)).

| Code | Finding | Severity | Declarations | Only | Law |
|---|---|---|---|---|---|
| [V0001](#v0001) | Missing declaration type | error | transit |  | A |
| [V0002](#v0002) | Invalid declaration type | error | transit |  | A |
| [V0003](#v0003) | Missing additional declaration type | error | transit |  | A |
| [V0004](#v0004) | Declaration type does not fit | error | import, export |  | A |
| [V0005](#v0005) | Additional declaration type does not fit | error | import, export |  | A |
| [V0010](#v0010) | Invalid additional declaration type | error | transit |  | A |
| [V0011](#v0011) | Invalid LRN | error | transit, import, export, excise |  | A |
| [V0012](#v0012) | Missing security indicator | error | transit |  | A |
| [V0013](#v0013) | Invalid security indicator | error | transit |  | A |
| [V0014](#v0014) | Invalid specific circumstance | error | transit |  | A |
| [V0015](#v0015) | TIR carnet number does not fit the declaration type | error | transit |  | A |
| [V0016](#v0016) | Invalid TIR carnet number | error | transit |  | A |
| [V0017](#v0017) | Reduced dataset and authorisation C524 do not fit | error | transit |  | A; always; until 2026-05-15 in NL |
| [V0018](#v0018) | Reduced dataset with TIR | error | transit |  | A |
| [V0019](#v0019) | Limit date does not fit the authorisations | error | transit |  | A |
| [V0020](#v0020) | Limit date in the past | error | transit |  | A |
| [V0021](#v0021) | Invalid communication language | error | transit |  | A |
| [V0022](#v0022) | Invalid authorisation | error | transit |  | A |
| [V0023](#v0023) | Incomplete authorisation | error | import, export |  | A |
| [V0024](#v0024) | Unknown type of authorisation | error | import, export | territories UK | A |
| [V0025](#v0025) | Security of the entry has ended | error | transit |  | A; from 2025-09-01; from 2025-08-27 in DE; from 2026-06-01 in UK |
| [V0026](#v0026) | Authorisation C524 with the reduced dataset | warning | transit | territories NL | C; from 2026-05-16 |
| [V0027](#v0027) | Name of the holder is not sent | warning | transit | systems ncts; territories DK | A; from 2026-09-12 |
| [V0101](#v0101) | Missing holder of the transit procedure | error | transit |  | A |
| [V0102](#v0102) | Incomplete party | error | transit |  | A |
| [V0103](#v0103) | Incomplete address | error | transit |  | A |
| [V0104](#v0104) | Missing postcode | error | transit |  | A |
| [V0105](#v0105) | Incomplete contact person | error | transit |  | A |
| [V0106](#v0106) | Invalid electronic mail address | error | transit, import, export, excise |  | A |
| [V0107](#v0107) | Missing EORI | error | transit |  | A |
| [V0108](#v0108) | Representative and its status do not fit | error | transit, import, export |  | A |
| [V0109](#v0109) | Invalid status of the representative | error | transit |  | A |
| [V0110](#v0110) | Missing consignee | error | transit |  | A |
| [V0111](#v0111) | Consignor with reduced dataset | error | transit |  | A |
| [V0112](#v0112) | TIR holder identification does not fit the declaration type | error | transit |  | A |
| [V0113](#v0113) | Invalid EORI | error | transit, import, export |  | A |
| [V0114](#v0114) | Invalid actor of the supply chain | error | transit |  | A |
| [V0115](#v0115) | Incomplete trading party | error | import, export |  | A |
| [V0116](#v0116) | Invalid status of the representative | error | import, export |  | A |
| [V0117](#v0117) | Representative does not fit the declarant | warning | import, export |  | A |
| [V0118](#v0118) | Missing EORI of the declarant | error | H1, H2, H3, H4, H5, H8, I1, I2, export |  | A |
| [V0119](#v0119) | EORI of another customs territory | error | import, export |  | A |
| [V0120](#v0120) | Importer is the exporter | error | H1, H2, H3, H4, H5 | systems uk_cds; territories GB | A |
| [V0201](#v0201) | Missing guarantee | error | transit |  | A |
| [V0202](#v0202) | Invalid guarantee type | error | transit |  | A |
| [V0203](#v0203) | Guarantee type does not fit the transit | error | transit |  | A |
| [V0204](#v0204) | Missing GRN | error | transit |  | A |
| [V0205](#v0205) | Invalid GRN | error | transit |  | A |
| [V0206](#v0206) | Wrong check digit of the GRN | warning | transit |  | A |
| [V0207](#v0207) | Missing or invalid access code | error | transit |  | A |
| [V0208](#v0208) | Other guarantee reference does not fit the type | error | transit |  | A |
| [V0209](#v0209) | Missing guarantee amount | error | transit |  | A |
| [V0210](#v0210) | Invalid guarantee amount | error | transit |  | A |
| [V0211](#v0211) | Guarantee details not allowed for the type | error | transit |  | A |
| [V0212](#v0212) | Invalid guarantee currency | error | transit |  | A |
| [V0213](#v0213) | Repeated guarantee | warning | transit |  | A |
| [V0301](#v0301) | Missing customs office of departure | error | transit |  | A |
| [V0302](#v0302) | Missing customs office of destination | error | transit |  | A |
| [V0303](#v0303) | Invalid customs office | error | transit, import, export, excise |  | A |
| [V0304](#v0304) | Office of transit not allowed | error | transit |  | A |
| [V0305](#v0305) | Missing office of transit | error | transit |  | A |
| [V0306](#v0306) | Repeated office of transit | error | transit |  | A |
| [V0307](#v0307) | Office of transit in the wrong country | error | transit |  | A |
| [V0308](#v0308) | TIR outside the Union | error | transit |  | A |
| [V0309](#v0309) | Office of exit is also on the route | error | transit |  | A |
| [V0310](#v0310) | Missing itinerary | error | transit |  | A |
| [V0311](#v0311) | Missing time of arrival at the office of transit | error | transit |  | A |
| [V0312](#v0312) | Export within the customs territory | error | B1, B2, C1 |  | A |
| [V0313](#v0313) | Import to a country outside the customs territory | error | H1, H5 |  | A |
| [V0314](#v0314) | Office of exit in another customs territory | error | export |  | A |
| [V0315](#v0315) | Unknown office of exit | error | export | territories UK | A |
| [V0320](#v0320) | Missing country of dispatch | error | transit |  | A |
| [V0321](#v0321) | Country of dispatch on two levels | error | transit |  | A |
| [V0322](#v0322) | Missing country of destination | error | transit |  | A |
| [V0323](#v0323) | Country of destination on two levels | error | transit |  | A |
| [V0324](#v0324) | Origin is no country | warning | import | systems uk_cds | C; from 2026-01-01 |
| [V0401](#v0401) | Missing container indicator | error | transit |  | A |
| [V0402](#v0402) | Containers do not fit the container indicator | error | transit, import, export |  | A |
| [V0403](#v0403) | Invalid mode of transport | error | transit, import, export |  | A |
| [V0404](#v0404) | Missing mode of transport at the border | error | transit |  | A |
| [V0405](#v0405) | Missing means of transport at departure | warning | transit |  | A |
| [V0406](#v0406) | Means of transport at departure not allowed by post | error | transit |  | A |
| [V0407](#v0407) | Incomplete means of transport | error | transit |  | A |
| [V0408](#v0408) | Invalid type of identification of a means of transport | error | transit |  | A |
| [V0409](#v0409) | Type of identification does not fit the inland mode | error | transit |  | A |
| [V0410](#v0410) | Lower-case letters in the identification | error | transit |  | A |
| [V0411](#v0411) | Order of vehicle and trailers | error | transit |  | A |
| [V0412](#v0412) | Too many means of transport at departure | error | transit |  | A |
| [V0413](#v0413) | Means of transport at the border does not fit | error | transit |  | A |
| [V0414](#v0414) | Missing flight number | error | transit |  | A |
| [V0415](#v0415) | Repeated seal | error | transit, import, export |  | A |
| [V0416](#v0416) | Equipment without container number or seal | error | transit |  | A |
| [V0417](#v0417) | Unknown goods item in equipment | error | transit, import, export |  | A |
| [V0418](#v0418) | Missing goods reference | error | transit |  | A |
| [V0419](#v0419) | Payment of transport charges does not fit | error | transit |  | A |
| [V0420](#v0420) | Missing nationality of the means of transport at the border | error | H1, H3, H4 |  | A |
| [V0421](#v0421) | Wrong check digit of the container | warning | transit, import, export |  | A |
| [V0422](#v0422) | Wrong check digit of the IMO number | warning | transit, import, export |  | A |
| [V0423](#v0423) | Too many containers | error | import, export | systems uk_cds | B; from 2026-04-29 |
| [V0424](#v0424) | Malformed number of a container | warning | transit, import, export |  | A |
| [V0425](#v0425) | Goods reference names no item | warning | transit |  | A |
| [V0426](#v0426) | Container does not hold one house consignment | error | transit |  | B; from 2026-06-01 |
| [V0501](#v0501) | Missing location of goods | error | transit |  | A |
| [V0502](#v0502) | Invalid type or qualifier of the location of goods | error | transit, import, export |  | A |
| [V0503](#v0503) | Location of goods does not fit its qualifier | error | transit, import, export |  | A |
| [V0504](#v0504) | Invalid coordinate | error | transit, import, export |  | A |
| [V0505](#v0505) | Missing place of loading | error | transit |  | A |
| [V0506](#v0506) | Place of unloading does not fit the security indicator | error | transit |  | A |
| [V0507](#v0507) | Incomplete place | error | transit |  | A |
| [V0508](#v0508) | Incomplete code of the location of goods | error | import, export | territories UK | A |
| [V0601](#v0601) | Missing goods items | error | transit |  | A |
| [V0602](#v0602) | Too many goods items | error | transit, import, export, excise |  | A |
| [V0603](#v0603) | Items are not numbered without gaps | error | transit, import, export, excise |  | A |
| [V0604](#v0604) | Missing description of goods | error | transit |  | A |
| [V0605](#v0605) | Missing commodity code | error | transit |  | A |
| [V0606](#v0606) | Invalid commodity code | error | transit, import, export |  | A |
| [V0607](#v0607) | Missing packaging | error | transit |  | A |
| [V0608](#v0608) | Missing or invalid kind of packages | error | transit, import, export, excise |  | A |
| [V0609](#v0609) | Number of packages does not fit their kind | error | transit, import, export |  | A |
| [V0610](#v0610) | Missing shipping marks | error | transit |  | A |
| [V0611](#v0611) | Unpacked goods without number | error | transit |  | A |
| [V0612](#v0612) | Packed together with no other item | error | transit |  | A |
| [V0613](#v0613) | Declaration type of the item does not fit | error | transit |  | A |
| [V0614](#v0614) | Invalid CUS or UN number | error | transit, import, export |  | A |
| [V0615](#v0615) | Missing transport document or UCR | error | transit |  | A |
| [V0616](#v0616) | UCR on two levels | error | transit |  | A |
| [V0617](#v0617) | Commodity code is too short | error | import, export |  | A |
| [V0618](#v0618) | Vague description of goods | warning | import, export |  | A |
| [V0620](#v0620) | Item is in no house consignment | error | transit |  | A |
| [V0621](#v0621) | House consignment without goods | error | transit |  | A |
| [V0622](#v0622) | House consignments are not told apart | error | transit |  | A |
| [V0623](#v0623) | Commodity code of zeros | error | transit, import, export |  | A |
| [V0624](#v0624) | Repeated additional code | error | import, export | systems uk_cds | A |
| [V0625](#v0625) | Number of goods items does not fit | error | import, export | systems uk_cds | A |
| [V0626](#v0626) | Commodity code of no heading | error | import, export | systems uk_cds | B; from 2026-04-29 |
| [V0701](#v0701) | Missing gross mass of the item | error | transit |  | A |
| [V0702](#v0702) | Gross mass is less than the sum of the items | error | transit, import, export |  | A |
| [V0703](#v0703) | Net mass is more than the gross mass | error | transit, import, export, excise |  | A |
| [V0704](#v0704) | Invalid mass or quantity | error | transit, import, export, excise |  | A |
| [V0705](#v0705) | Gross mass does not fit the packages | error | transit |  | A |
| [V0706](#v0706) | Net mass does not fit | error | transit |  | A |
| [V0707](#v0707) | Net masses are more than the gross mass | error | import, export |  | A |
| [V0710](#v0710) | Quantity of nothing in supplementary units | error | import, export | territories DK | A; from 2026-09-12 |
| [V0801](#v0801) | Incomplete previous document | error | transit, import, export |  | A |
| [V0802](#v0802) | Invalid type of previous document | error | transit |  | A |
| [V0803](#v0803) | Invalid MRN | error | transit, import, export |  | A |
| [V0804](#v0804) | Wrong check digit of the MRN | warning | transit, import, export |  | A |
| [V0805](#v0805) | Missing proof of Union status | error | transit |  | A |
| [V0806](#v0806) | Incomplete document | error | transit, import, export |  | A |
| [V0807](#v0807) | Incomplete transport document | error | transit |  | A |
| [V0808](#v0808) | Missing invoice | warning | H1 |  | A |
| [V0809](#v0809) | Missing reason of a document | error | import, export | territories UK | A |
| [V0810](#v0810) | Document is not valid on the day | warning | import, export |  | A |
| [V0811](#v0811) | Incomplete write-off | error | import, export |  | A |
| [V0812](#v0812) | Repeated document | warning | import, export |  | A |
| [V0813](#v0813) | Invalid DUCR | error | export | territories UK | A |
| [V0814](#v0814) | Missing DUCR | error | export | territories UK | A |
| [V0816](#v0816) | Unknown type of document | warning | import, export |  | A |
| [V0817](#v0817) | Unknown type of previous document | error | import, export | territories UK | A |
| [V0818](#v0818) | Unknown unit of a write-off | warning | import, export |  | A |
| [V0820](#v0820) | Document is not of its group | error | transit |  | A |
| [V0821](#v0821) | Repeated previous document | warning | transit, import, export |  | A |
| [V0822](#v0822) | Missing identifiers of the product | warning | import | territories Union | B; from 2026-11-01 |
| [V0823](#v0823) | Standardised number of the product does not fit | warning | import | territories Union | B; from 2026-11-01 |
| [V0824](#v0824) | Several exports in a house consignment | error | transit |  | A |
| [V0825](#v0825) | Transit of an export before its goods are there | error | transit |  | A |
| [V0830](#v0830) | Missing code of the carbon border adjustment | error | H1 | territories Union | B; from 2026-01-01 |
| [V0831](#v0831) | Several codes of the carbon border adjustment | error | H1 | territories Union | A; from 2026-01-01 |
| [V0832](#v0832) | Missing account of the carbon border adjustment | error | import | territories Union | B; from 2026-01-01 |
| [V0833](#v0833) | Unusual account of the carbon border adjustment | warning | import | territories Union | D; from 2026-01-01 |
| [V0834](#v0834) | No small quantity of electricity or hydrogen | error | import | territories Union | B; from 2026-01-01 |
| [V0835](#v0835) | Energy of the continental shelf does not fit | error | import | territories Union | B; from 2026-01-01 |
| [V0836](#v0836) | Pending application for the carbon border adjustment | warning | import | territories Union | B; from 2026-09-28 |
| [V0837](#v0837) | Origin is not of the Union | warning | import | territories Union | D; from 2026-01-01 |
| [V0840](#v0840) | Missing due diligence statement | error | H1, B1 | territories Union | B; from 2026-12-30 |
| [V0841](#v0841) | Exemption of small operators ended | error | import, export | territories Union | B; from 2027-06-30 |
| [V0842](#v0842) | Timber of a small operator | warning | import, export | territories Union | B; from 2026-12-30 until 2027-06-29 |
| [V0843](#v0843) | Unusual reference of a due diligence statement | warning | import, export | territories Union | B; from 2026-12-30 |
| [V0845](#v0845) | Code of the carbon border adjustment may be missing | warning | I1 | territories Union | D; from 2026-01-01 |
| [V0846](#v0846) | Importer comes near the 50 t of the carbon border adjustment | warning | H1 | territories Union | B; from 2026-01-01 |
| [V0847](#v0847) | Importer is above the 50 t of the carbon border adjustment | error | H1 | territories Union | B; from 2026-01-01 |
| [V0860](#v0860) | Statements of Northern Ireland contradict each other | error | import | systems uk_cds | A |
| [V0861](#v0861) | Statement of Northern Ireland is not on all goods | error | import, export | systems uk_cds | A |
| [V0862](#v0862) | Missing statement of Northern Ireland | error | import | systems uk_cds | A |
| [V0863](#v0863) | Authorisation by declaration without its trader | error | import, export | systems uk_cds | B; from 2025-09-27 |
| [V0864](#v0864) | Incomplete authorisation by declaration | error | import, export | systems uk_cds | B; from 2026-07-04 |
| [V0865](#v0865) | Statement without authorisation by declaration | warning | import, export | systems uk_cds | D; from 2026-07-04 |
| [V0866](#v0866) | Authorisation is not for Northern Ireland | error | import, export | systems uk_cds | B; from 2026-07-04 |
| [V0867](#v0867) | Missing TIR carnet | error | C21i, C21e | systems uk_cds; additional types J, K | B; from 2026-07-04 |
| [V0869](#v0869) | Status does not fit the document | error | import, export | systems uk_cds | B; from 2025-06-14 |
| [V0870](#v0870) | Status does not fit the document | error | import, export | systems uk_cds | B; from 2026-04-29 |
| [V0871](#v0871) | Status does not fit the document | error | import, export | systems uk_cds | B; from 2025-06-14 |
| [V0872](#v0872) | Status does not fit the document | error | import, export | systems uk_cds | B; from 2026-04-29 |
| [V0873](#v0873) | Statement on origin was replaced | warning | import | systems uk_cds | C; from 2025-06-14 |
| [V0875](#v0875) | Missing number of a certificate | error | import, export | territories DK | B; from 2025-03-03 |
| [V0876](#v0876) | Missing quantity of a certificate | warning | import, export | territories Union | D; from 2025-03-03 |
| [V0877](#v0877) | Origin of the crude oil is not shown | warning | H1 | territories Union | C; from 2026-01-21 |
| [V0878](#v0878) | Unusual number of an authorised operator | warning | transit | territories NL | C; from 2026-05-16 |
| [V0879](#v0879) | Authorised operator is not in the declaration | warning | transit | territories NL | C; from 2026-05-16 |
| [V0880](#v0880) | Origin of the input of iron and steel is not shown | warning | H1 | territories Union | D; from 2023-09-30 |
| [V0881](#v0881) | Code of the sanctions is for the other direction | warning | import, export | territories Union | D |
| [V0901](#v0901) | Space at the beginning or end | error | transit, import, export, excise |  | A |
| [V0902](#v0902) | Text too long | error | transit |  | A |
| [V0903](#v0903) | Too many elements | error | transit |  | A |
| [V0904](#v0904) | Invalid country | error | transit, import, export, excise |  | A |
| [V0905](#v0905) | Invalid currency | error | transit, import, export, excise |  | A |
| [V0906](#v0906) | Invalid UCR | error | transit, import, export |  | A |
| [V0907](#v0907) | Invalid code of a statement | error | transit, import, export |  | A |
| [V0910](#v0910) | Missing field | error | import, export, transit, excise |  | A |
| [V0911](#v0911) | Field not used | warning | import, export, transit, excise |  | A |
| [V1001](#v1001) | Invalid procedure | error | import, export |  | A |
| [V1002](#v1002) | Procedure does not fit the type of declaration | error | import, export |  | A |
| [V1003](#v1003) | Procedures do not follow each other | error | import, export |  | A |
| [V1004](#v1004) | Invalid additional procedure | error | import, export |  | A |
| [V1005](#v1005) | Additional procedures contradict each other | error | import, export |  | A |
| [V1006](#v1006) | Additional procedure does not fit the procedure | error | import, export |  | A |
| [V1007](#v1007) | Missing authorisation for the procedure | error | import, export |  | A |
| [V1008](#v1008) | Missing authorisation for the simplification | error | import, export |  | A |
| [V1009](#v1009) | Missing warehouse | error | import, export |  | A |
| [V1010](#v1010) | Invalid type of warehouse | error | import, export |  | A |
| [V1011](#v1011) | Missing fiscal references | error | import |  | A |
| [V1012](#v1012) | Invalid fiscal reference | error | import |  | A |
| [V1013](#v1013) | Missing declaration of the previous procedure | error | import, export |  | A |
| [V1014](#v1014) | Missing simplified declaration | error | import, export |  | A |
| [V1015](#v1015) | Consignment is not declared as one of low value | error | H7 |  | B; until 2026-06-30; always in UK |
| [V1016](#v1016) | Value is not low | error | H7 |  | A |
| [V1017](#v1017) | Goods have no relief for low value | error | H7 |  | B; until 2026-06-30; always in UK |
| [V1018](#v1018) | Missing number of the import scheme | error | import |  | A |
| [V1019](#v1019) | Low value after another procedure | error | H7 |  | A |
| [V1020](#v1020) | Kind of low value is not declared | warning | H7 | territories Union | C; from 2026-07-01 |
| [V1021](#v1021) | Relief of low value has ended | error | import | territories Union | B; from 2026-07-01 |
| [V1022](#v1022) | Import scheme without relief | error | import | territories DK | A; until 2026-06-30 |
| [V1023](#v1023) | Import scheme does not fit | warning | import | territories Union | C; from 2026-07-01 |
| [V1024](#v1024) | Equal lines of low value | warning | H7 | territories Union | B; from 2026-07-01 |
| [V1025](#v1025) | Excise goods of low value | warning | H7 | territories Union | C; from 2026-07-01 |
| [V1026](#v1026) | Declaration is older than the handling fee | error | import | territories DK | B; from 2026-11-01 |
| [V1101](#v1101) | Missing currency | error | I1, B1, B2, B3, B4, C1, H2, H5, H7, H8 |  | A |
| [V1102](#v1102) | Invalid amount | error | import, export |  | A |
| [V1103](#v1103) | Invalid valuation method | error | import |  | A |
| [V1104](#v1104) | Invalid delivery terms | error | import, export |  | A |
| [V1105](#v1105) | Incomplete delivery terms | error | import, export |  | A |
| [V1106](#v1106) | Costs of transport are not added | warning | H1 |  | A |
| [V1107](#v1107) | Incomplete addition or deduction | error | import |  | A |
| [V1108](#v1108) | Invalid preference | error | import |  | A |
| [V1109](#v1109) | Missing proof of origin | warning | import |  | A |
| [V1110](#v1110) | Quota does not fit the preference | error | import |  | A |
| [V1111](#v1111) | Invalid order number of a quota | error | import |  | A |
| [V1112](#v1112) | Invalid type of tax | error | import |  | A |
| [V1113](#v1113) | Invalid method of payment | error | import |  | A |
| [V1114](#v1114) | Missing account of the deferred payment | error | import |  | A |
| [V1115](#v1115) | Invalid nature of the transaction | error | import, export |  | A |
| [V1116](#v1116) | Statistical value is far from the price | warning | import, export |  | A |
| [V1117](#v1117) | Amount of a tax without its type | error | import |  | A |
| [V1118](#v1118) | Preference of low value is not known | error | import |  | A; until 2026-06-30; always in UK |
| [V1119](#v1119) | Preference of low value outside H1 | warning | H2, H3, H4, H5, H7, I1 | territories Union | C; from 2026-07-01 |
| [V1120](#v1120) | Method of payment of an authorisation by declaration | error | import | systems uk_cds | B; from 2025-09-27 |
| [V1121](#v1121) | Unit of excise does not fit | error | import | systems uk_cds | B; from 2026-05-11 |
| [V1122](#v1122) | Currency of Zimbabwe has ended | warning | import, export | systems uk_cds | C; from 2025-06-14 |
| [V1123](#v1123) | Currency was replaced | warning | import, export | systems uk_cds | C; from 2025-09-27 |
| [V1124](#v1124) | Missing valuation method of processed goods | error | H4 | systems uk_cds; additional types A, D, Y, Z | B; from 2026-07-04 |
| [V1125](#v1125) | Rate of exchange is out of its month | warning | import, export |  | D |
| [V1201](#v1201) | Invalid kind of submission | error | excise |  | A |
| [V1202](#v1202) | Kind of destination does not fit the submission | error | excise |  | A |
| [V1203](#v1203) | Kind of origin does not fit the submission | error | excise |  | A |
| [V1204](#v1204) | Consignee does not fit the destination | error | excise |  | A |
| [V1205](#v1205) | Identifier of the consignee does not fit the destination | error | excise |  | A |
| [V1206](#v1206) | EORI of a consignee that is not one of an export | error | excise |  | A |
| [V1207](#v1207) | Place of dispatch does not fit the origin | error | excise |  | A |
| [V1208](#v1208) | Place of delivery does not fit the destination | error | excise |  | A |
| [V1209](#v1209) | Identifier of the place of delivery does not fit the destination | error | excise |  | A |
| [V1210](#v1210) | Incomplete place of delivery | error | excise |  | A |
| [V1211](#v1211) | Member state of the exempted consignee does not fit | error | excise |  | A |
| [V1212](#v1212) | Arranger of the transport does not fit | error | excise |  | A |
| [V1213](#v1213) | Guarantors do not fit | error | excise |  | A |
| [V1214](#v1214) | Incomplete guarantor | error | excise |  | A |
| [V1215](#v1215) | Movement without guarantee | error | excise |  | A |
| [V1216](#v1216) | Invalid journey time | error | excise |  | A |
| [V1217](#v1217) | Mode of transport does not fit | error | excise |  | A |
| [V1218](#v1218) | Transport unit does not fit | error | excise |  | A |
| [V1219](#v1219) | Invalid excise number | error | excise |  | A |
| [V1220](#v1220) | Missing or invalid excise product | error | excise |  | A |
| [V1221](#v1221) | Alcoholic strength does not fit the product | error | excise |  | A |
| [V1222](#v1222) | Degree Plato does not fit the product | error | excise |  | A |
| [V1223](#v1223) | Density does not fit the product | error | excise |  | A |
| [V1224](#v1224) | Commodity code does not fit the excise product | error | excise |  | A |
| [V1225](#v1225) | Missing commodity code | error | excise |  | A |
| [V1226](#v1226) | Description of wine does not fit the product | warning | excise |  | A |
| [V1227](#v1227) | Invalid description of wine | error | excise |  | A |
| [V1228](#v1228) | Number of packages does not fit their kind | error | excise |  | A |
| [V1229](#v1229) | No packages, and packed with no other product | error | excise |  | A |
| [V1230](#v1230) | Incomplete document | error | excise |  | A |
| [V1231](#v1231) | Import declaration does not fit the origin | error | excise |  | A |
| [V1232](#v1232) | Tax warehouse of dispatch does not fit the submission | error | excise |  | A |
| [V1233](#v1233) | Invalid ARC | error | excise |  | A |
| [V1234](#v1234) | Wrong check digit of the ARC | warning | excise |  | A |
| [V1235](#v1235) | Dispatch is too far ahead | error | excise |  | A |
| [V1237](#v1237) | Invalid time of dispatch | error | excise |  | A |
| [V1238](#v1238) | Invalid quantity | error | excise |  | A |
| [V1239](#v1239) | Incomplete trader | error | excise |  | A |
| [V1240](#v1240) | Missing excise number of the consignor | error | excise |  | A |
| [V1241](#v1241) | Postcode is not one of Northern Ireland | warning | excise |  | A |

## Lists with days

A code list of the same name that a tenant loads takes the place of one of these.

| List | What it is, from where and when | Codes |
|---|---|---|
| \`CBAM-goods\` | Goods of the carbon border adjustment mechanism, by beginnings of the tariff code. Source: Annex I to Regulation (EU) 2023/956 Read: 2026-11-30, against several public transcriptions of the annex, not the official text; the measures of TARIC are loaded as code list CBAM-goods in its place | 79 |
| \`EUDR-products\` | Products of the regulation on deforestation, by beginnings of the tariff code. Where the annex means a part of a heading the whole heading stands here: goods that are not covered say so (Y129). Source: Annex I to Regulation (EU) 2023/1115; without chapter 49, which Regulation (EU) 2025/2650 takes out Read: 2026-11-30, against several public transcriptions of the annex, not the official text; the draft act of 4 May 2026 is not in it; the measures of TARIC are loaded as code list EUDR-products in its place | 76 |
| \`sanctioned-steel\` | Iron and steel that must hold no Russian input, by beginnings of the tariff code. Source: Annex XVII to Regulation (EU) No 833/2014 Read: 2026-11-30, written down from working knowledge by headings and not compared with the official text; the measures of TARIC are loaded as code list sanctioned-steel in its place | 50 |
| \`EUDR-timber\` | Goods that the timber regulation covered, by beginnings of the tariff code. Source: Annex to Regulation (EU) No 995/2010 Read: 2026-11-30, written down from working knowledge and not compared with the official text; a list in its place is loaded as code list EUDR-timber | 24 |
| \`certificates-looked-up\` | Documents and references whose number customs looks up by machine (EU CERTEX). Source: Danish customs, DMS, list of checked codes; Regulation (EU) 2022/2399 Read: 2026-10 | 44 |
| \`excise-goods\` | Goods that owe excise: beer to spirits, tobacco and its products. Source: Directive (EU) 2020/262, Directive 2008/118/EC, headings of Articles 20 and following of Directive 92/83/EEC and of Directive 2011/64/EU Read: 2026-11-30, from the field's general knowledge; a national list in its place is loaded as code list excise-goods | 9 |

## V0001

**Missing declaration type** (error)

A transit declaration names its type: \`T\`, \`T1\`, \`T2\`, \`T2F\`, \`T2SM\` or \`TIR\`.

Source: CC015C, declaration type is required.

## V0002

**Invalid declaration type** (error)

The declaration type is one of code list CL231. For mixed consignments give \`T\` and a type
for each item.

Source: code list CL231.

## V0003

**Missing additional declaration type** (error)

The additional declaration type says whether the goods are presented now (\`A\`) or later
(\`D\`).

Source: CC015C, additional declaration type is required.

## V0004

**Declaration type does not fit** (error)

The declaration type is one of those that the declaration is made in: IM for imports, EX
for exports, CO in trade with special fiscal territories.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 01; CDS
declaration completion guide, 1/1.

## V0005

**Additional declaration type does not fit** (error)

The additional declaration type is one that this kind of declaration has: A and D for
standard ones, B, C, E and F for simplified ones, U to Z for supplementary ones.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 02; CDS
declaration completion guide, 1/2.

## V0010

**Invalid additional declaration type** (error)

The additional declaration type is one of code list CL042: \`A\` for a standard declaration,
\`D\` for one that is lodged before the goods are presented.

Source: code list CL042.

## V0011

**Invalid LRN** (error)

The LRN has 1 to 22 printable characters and no space at either end. Leave it empty to get
one.

Source: CC015C, LRN an..22.

## V0012

**Missing security indicator** (error)

A transit declaration says whether it carries safety and security data.

Source: CC015C, security is required.

## V0013

**Invalid security indicator** (error)

The security indicator is one of code list CL217: \`0\` none, \`1\` entry, \`2\` exit, \`3\` both.

Source: code list CL217.

## V0014

**Invalid specific circumstance** (error)

The specific circumstance is one of code list CL296.

Source: code list CL296.

## V0015

**TIR carnet number does not fit the declaration type** (error)

A TIR transit has the number of its carnet, and no other transit has one.

Source: condition C0411.

## V0016

**Invalid TIR carnet number** (error)

The number of a TIR carnet is up to 25000000, or two letters of which one is X and a
number above that.

Source: rule R0990 and the pattern in CC015C.

## V0017

**Reduced dataset and authorisation C524 do not fit** (error)

The reduced dataset needs authorisation C524, and that authorisation is only declared with
it. In the Netherlands V0026 takes its place with phase 6.

Source: condition C0101, rules R0350 and R0859.

Law always; until 2026-05-15 in NL. Certainty A: the official text was read.

## V0018

**Reduced dataset with TIR** (error)

A TIR transit cannot use the reduced dataset.

Source: rule R0849.

## V0019

**Limit date does not fit the authorisations** (error)

The authorised consignor (C521) sets the date until which the goods must arrive; for
everybody else the office of departure does. In a pre-lodged declaration it may still be
open.

Source: condition C0839.

## V0020

**Limit date in the past** (error)

The date until which the goods must arrive is not over yet.

Source: ours; customs cannot release against a date that has passed.

## V0021

**Invalid communication language** (error)

The language for messages is two letters of ISO 639-1.

Source: CC015C, communication language at departure a2.

## V0022

**Invalid authorisation** (error)

Every authorisation has a type of code list CL235 and a reference number.

Source: CC015C, authorisation; code list CL235.

## V0023

**Incomplete authorisation** (error)

An authorisation has a type and a reference number. In the United Kingdom it has a type
and its holder instead.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 12; CDS
declaration completion guide, 3/39.

## V0024

**Unknown type of authorisation** (error)

In the United Kingdom the type of an authorisation is one of the published list of holders
of authorisations, where that is loaded. The list is that of exports; imports have more (UKIM
in published scenario TT_IM137a), so of them only an own list (UK-authorisations) is asked.

Source: The published list holder-of-authorisation-codes of CDS; declaration completion
guide, 3/39.

## V0025

**Security of the entry has ended** (error)

A transit declaration carries no entry summary any more: security \`1\` (entry) and \`3\` (entry
and exit) have ended, and what enters is told to the import control system. Code list CL217
still holds both. Where customs still takes declarations that are both, the settings switch
this rule off for the country.

Source: HMRC, transit technical interface (known-error list, UK rules); for Germany the
notice on the end of the combined declaration.

Law from 2025-09-01; from 2025-08-27 in DE; from 2026-06-01 in UK. Certainty A: the official text was read.

## V0026

**Authorisation C524 with the reduced dataset** (warning)

The Netherlands take the reduced dataset without authorisation C524 since phase 6; elsewhere
V0017 asks for it.

Source: one service provider on Dutch NCTS, phase 6.

Law from 2026-05-16. Certainty C: one secondary source says so, therefore it only warns.

## V0027

**Name of the holder is not sent** (warning)

Danish customs take the holder of the procedure by number or by name and address, not by both:
where the number is there, name and address are not sent.

Source: Danish customs, release of 12 September 2026.

Law from 2026-09-12. Certainty A: the official text was read.

## V0101

**Missing holder of the transit procedure** (error)

The holder of the transit procedure is named: by EORI, or by name and address. A code of
the master data is not enough when the master data has neither.

Source: CC015C, holder is required; condition C0250.

## V0102

**Incomplete party** (error)

A consignor or consignee that is given has an EORI, or a name and an address.

Source: condition C0250.

## V0103

**Incomplete address** (error)

An address has a street, a city and a country.

Source: CC015C, address.

## V0104

**Missing postcode** (error)

An address has a postcode, except in countries that have none (code list CL505).

Source: condition C0505.

## V0105

**Incomplete contact person** (error)

A contact person has a name and a telephone number.

Source: CC015C, contact person.

## V0106

**Invalid electronic mail address** (error)

An electronic mail address has something before and after its \`@\`, and a dot after it.

Source: the pattern in CC015C.

## V0107

**Missing EORI** (error)

A representative or carrier is named by its EORI; customs takes no name for them.

Source: CC015C, representative and carrier: identification number is required.

## V0108

**Representative and its status do not fit** (error)

Who is represented says how: the status of the representative comes with a representative,
and only with one. On imports to the United Kingdom the declarant who acts for the importer
gives the status alone: there is no other representative to name (published scenario
TT_IM001a, and every other import with a representative).

Source: CC015C, representative: status is required; CDS declaration completion guide, 3/20
and 3/21.

## V0109

**Invalid status of the representative** (error)

The status of the representative is one of code list CL094: \`2\` direct representation.

Source: code list CL094.

## V0110

**Missing consignee** (error)

Goods that go to a country of common transit (code list CL009) have a consignee, for the
whole shipment, for its house consignment or for each item.

Source: condition C0001.

## V0111

**Consignor with reduced dataset** (error)

With the reduced dataset and without security data customs takes no consignor.

Source: condition C0542.

## V0112

**TIR holder identification does not fit the declaration type** (error)

The holder of a TIR transit has a TIR holder identification, and no other holder has one.

Source: condition C0904.

## V0113

**Invalid EORI** (error)

An EORI is two letters of a country and up to 15 further characters without spaces; for GB
and XI these are 12 or 15 digits.

Source: rules R0840 and R0850.

## V0114

**Invalid actor of the supply chain** (error)

An actor of the supply chain has a role of code list CL704 and an EORI.

Source: CC015C, additional supply chain actor; code list CL704; rule R0840.

## V0115

**Incomplete trading party** (error)

Declarant, importer, exporter, buyer and seller have an EORI, or a name and an address
with street, city and country.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 13 01 to 13 09.

## V0116

**Invalid status of the representative** (error)

A representative acts directly, in the name of another (2), or indirectly, in its own name
(3).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 13 06 030; Article 18
of Regulation (EU) No 952/2013.

## V0117

**Representative does not fit the declarant** (warning)

Who represents directly is not the declarant: the represented is. Who represents
indirectly acts in its own name and is the declarant.

Source: Articles 5(15) and 18 of Regulation (EU) No 952/2013.

## V0118

**Missing EORI of the declarant** (error)

The declarant is known by its EORI. Consignments of low value may be declared by persons
without one.

Source: Article 9 of Regulation (EU) No 952/2013; Annex B, data element 13 05 017; CDS
declaration completion guide, 3/18.

## V0119

**EORI of another customs territory** (error)

Declarant and representative, the importer of an import and the exporter of an export have
an EORI of the territory whose customs gets the declaration: of a Member State or Northern
Ireland (XI) in the Union, of GB or XI in the United Kingdom. Who declares to it
for Northern Ireland may have that of a Member State (published scenario TT_IM209a).

Source: Articles 9 and 170 of Regulation (EU) No 952/2013; CDS declaration completion
guide, 3/2, 3/16, 3/18 and 3/20.

## V0120

**Importer is the exporter** (error)

Who imports to Great Britain is not who exports: both have numbers of their own. Between
Great Britain and Northern Ireland traders move goods of their own (published scenario
TT_IM018a).

Source: CDS error code CDS12081.

## V0201

**Missing guarantee** (error)

A transit is covered by at least one guarantee, or by the reason why none is needed.

Source: CC015C, guarantee is required.

## V0202

**Invalid guarantee type** (error)

Every guarantee has a type of code list CL251.

Source: code list CL251.

## V0203

**Guarantee type does not fit the transit** (error)

The guarantee types that are possible depend on the declaration and on where it departs:
\`B\` for TIR; from the Union, Andorra and San Marino code list CL230; from elsewhere CL229.

Source: rule R0900.

## V0204

**Missing GRN** (error)

Guarantees of the types in code list CL286 (0, 1, 2, 4, 9) have a GRN.

Source: condition C0086.

## V0205

**Invalid GRN** (error)

A GRN has 17 characters: year, country, 12 letters and digits, check digit. That of a
voucher (type 4) has 24.

Source: rule R0318.

## V0206

**Wrong check digit of the GRN** (warning)

The 17th character of a GRN is calculated from those before it; another one is mistyped.

Source: the check digit of GRN and MRN, ISO 6346 arithmetic. A warning, because numbers
that customs itself gave do not always keep to it.

## V0207

**Missing or invalid access code** (error)

Guarantees with a GRN (code list CL286) have an access code of four characters.

Source: condition C0086; CC015C, access code an4.

## V0208

**Other guarantee reference does not fit the type** (error)

A guarantee of type 8 has another reference than a GRN, one of type 3 may have one, and no
other type has one.

Source: condition C0130.

## V0209

**Missing guarantee amount** (error)

A guarantee with a reference (code list CL076) says what amount it covers, in which
currency.

Source: CC015C (phase 6), amount to be covered and currency are required; condition C0085.

## V0210

**Invalid guarantee amount** (error)

An amount is not negative and has at most 16 digits, two of them after the point.

Source: CC015C, amount to be covered n..16,2.

## V0211

**Guarantee details not allowed for the type** (error)

Guarantee types without a reference (not in code list CL076) have no GRN, access code,
amount or currency; types without a GRN (not in CL286) have no GRN and no access code.

Source: conditions C0085 and C0086.

## V0212

**Invalid guarantee currency** (error)

The currency of a guarantee is one of code list CL048.

Source: code list CL048.

## V0213

**Repeated guarantee** (warning)

A guarantee is given once: the same number does not stand there twice.

Source: CC015C, guarantee reference: repeats once for each guarantee.

## V0301

**Missing customs office of departure** (error)

A transit declaration is lodged at its customs office of departure.

Source: CC015C, customs office of departure is required.

## V0302

**Missing customs office of destination** (error)

A transit ends at its customs office of destination.

Source: CC015C, customs office of destination is required.

## V0303

**Invalid customs office** (error)

A customs office is two letters of its country and six letters or digits.

Source: CC015C, pattern of customs office reference numbers.

## V0304

**Office of transit not allowed** (error)

TIR and T2SM transits have no customs offices of transit.

Source: condition C0030.

## V0305

**Missing office of transit** (error)

A transit that leaves the Union or a country of the Convention on common transit has a
customs office of transit for the border. A transit within one such country needs none.

Source: condition C0030.

## V0306

**Repeated office of transit** (error)

Every customs office of transit is declared once.

Source: rule R0003.

## V0307

**Office of transit in the wrong country** (error)

A transit to a country of the Convention on common transit has an office of transit in
that country; one from such a country into the Union has an office of transit in the
Union.

Source: rule R0006.

## V0308

**TIR outside the Union** (error)

A TIR transit departs from and ends at offices in the Union (code list CL010).

Source: rule R0901.

## V0309

**Office of exit is also on the route** (error)

A customs office of exit for transit is neither an office of transit nor that of
destination.

Source: rule R0103.

## V0310

**Missing itinerary** (error)

A binding itinerary, and safety and security data, need the countries on the route.

Source: condition C0586.

## V0311

**Missing time of arrival at the office of transit** (error)

With entry data (security 1 or 3) every office of transit in the security area (code list
CL147) has the time when the goods are expected there.

Source: condition C0598.

## V0312

**Export within the customs territory** (error)

Goods are exported to a country outside the customs territory. Dispatch to special fiscal
territories is a declaration of its own (B4).

Source: Article 269 of Regulation (EU) No 952/2013; Annex B, data element 16 03; code list
CL010.

## V0313

**Import to a country outside the customs territory** (error)

Goods are released for free circulation in the customs territory: their country of
destination is a Member State in the Union, and GB or Northern Ireland in the United
Kingdom. Goods that enter the Union over Northern Ireland may go on to a Member State
(published scenario TT_IM047b; TT_IM047a, without the statement, is refused).

Source: Article 201 of Regulation (EU) No 952/2013; Annex B, data element 16 03; code list
CL010.

## V0314

**Office of exit in another customs territory** (error)

Goods leave the customs territory over one of its own customs offices: of a Member State
or Northern Ireland in the Union, of GB or XI in the United Kingdom. Goods of Northern Ireland
may leave over a Member State.

Source: Article 329 of Implementing Regulation (EU) 2015/2447; Annex B, data element 17
02.

## V0315

**Unknown office of exit** (error)

In the United Kingdom the office of exit is one of the published list, where that is
loaded.

Source: The published list officeOfExits of CDS; declaration completion guide, 5/12.

## V0320

**Missing country of dispatch** (error)

The country of dispatch is given for the whole shipment, for its house consignments or for
each item.

Source: condition C0909.

## V0321

**Country of dispatch on two levels** (error)

When the whole shipment has a country of dispatch, its items have none.

Source: condition C0909.

## V0322

**Missing country of destination** (error)

The country of destination is given for the whole shipment, for its house consignments or for
each item.

Source: condition C0343.

## V0323

**Country of destination on two levels** (error)

When the whole shipment has a country of destination, its items have none.

Source: condition C0343.

## V0324

**Origin is no country** (warning)

Goods have their origin in a country; EU stands for the preferential origin only.

Source: one description of a CDS release of the end of December 2025.

Law from 2026-01-01. Certainty C: one secondary source says so, therefore it only warns.

## V0401

**Missing container indicator** (error)

A declaration of goods that are presented says whether they are in containers.

Source: condition C0822.

## V0402

**Containers do not fit the container indicator** (error)

Goods in containers name at least one container, for the consignment or for an item; goods
that are not name none. Equipment without container (seals alone) is none. Clearance requests
(C21) say that there are containers and need not name them (published scenario TT_IM180a).

Source: conditions C0055 and C0823; CDS volume 3, appendix 23A.

## V0403

**Invalid mode of transport** (error)

The modes of transport, inland and at the border, are of code list CL218. The United Kingdom
adds 6, roll-on roll-off.

Source: code list CL218; CDS declaration completion guide, 7/4.

## V0404

**Missing mode of transport at the border** (error)

A standard declaration with safety and security data says how the goods cross the border.

Source: condition C0599.

## V0405

**Missing means of transport at departure** (warning)

Goods that are presented name the means of transport at departure, except by post (mode 5)
and in containers whose carriage is not known yet.

Source: guideline G0119. A warning, because customs allows further exceptions to the
holders of authorisations.

## V0406

**Means of transport at departure not allowed by post** (error)

Goods that go by post (inland mode 5) have no means of transport at departure.

Source: condition C0826.

## V0407

**Incomplete means of transport** (error)

A means of transport has a type of identification, an identification and a nationality;
one that crosses the border also has the customs office there.

Source: CC015C (phase 6), departure and active border transport means.

## V0408

**Invalid type of identification of a means of transport** (error)

What identifies a means of transport is of code list CL750 at departure and CL219 at the
border: 30 road vehicle, 31 trailer, 10 IMO number, 40 flight, …

Source: code lists CL750 and CL219.

## V0409

**Type of identification does not fit the inland mode** (error)

The type of identification at departure begins with the inland mode: 3 for road, so 30 or
31.

Source: rule R0472.

## V0410

**Lower-case letters in the identification** (error)

Registration, wagon, flight and ship numbers have no lower-case letters.

Source: rules R0473 and R0076.

## V0411

**Order of vehicle and trailers** (error)

By road (inland mode 3) the first means of transport at departure is the vehicle (type 30)
and the others are trailers (type 31).

Source: rules R0474 and R0476.

## V0412

**Too many means of transport at departure** (error)

There may be three means of transport at departure by road, any number by rail, and one in
all other modes.

Source: rule R0855.

## V0413

**Means of transport at the border does not fit** (error)

A standard declaration with safety and security data names the means of transport that
crosses the border; goods that go by post have none.

Source: condition C0806.

## V0414

**Missing flight number** (error)

Goods that cross the border by air (mode 4) with safety and security data have a flight
number.

Source: condition C0531.

## V0415

**Repeated seal** (error)

Every seal of a declaration has its own identifier.

Source: rule R0107.

## V0416

**Equipment without container number or seal** (error)

A piece of transport equipment is there because it is a container or because it is sealed.

Source: rule R0448.

## V0417

**Unknown goods item in equipment** (error)

What is said to be in a container is an item of the declaration, by its number. In transit
the number must be there; that it is an item's is V0425.

Source: CC015C, goods reference: declaration goods item number.

## V0418

**Missing goods reference** (error)

Equipment says which items are in it, unless it is one single container.

Source: condition C0670.

## V0419

**Payment of transport charges does not fit** (error)

How the transport is paid is of code list CL116, and only given with safety and security
data.

Source: condition C0186; code list CL116.

## V0420

**Missing nationality of the means of transport at the border** (error)

The means of transport that brings imports across the border has a nationality, unless goods come by
rail (2), post (5) or fixed installations (7). Supplementary declarations to the United
Kingdom may leave it out (published scenario TT_IM207a).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 19 08 062; CDS
declaration completion guide, 7/15.

## V0421

**Wrong check digit of the container** (warning)

The last digit of a container's number is calculated from the ten characters before it;
another one is mistyped. Numbers that are not four letters and seven digits are not looked
at.

Source: ISO 6346. A warning, because some owners number containers otherwise.

## V0422

**Wrong check digit of the IMO number** (warning)

The last of the seven digits of a ship's IMO number is calculated from the six before it;
another one is mistyped.

Source: IMO ship identification number scheme, Resolution A.1117(30); type of
identification 10.

## V0423

**Too many containers** (error)

A declaration to CDS names 99 containers at most, those of its items included.

Source: CDS declaration completion guide, 7/10; releases 5.1.0.1 and 5.1.0.2, which reject more.

Law from 2026-04-29. Certainty B: several independent sources agree.

## V0424

**Malformed number of a container** (warning)

What begins like the number of a container (four letters, the last of them U, J or Z, and a
digit after it) goes on like one: seven digits, without signs and spaces.

Source: ISO 6346. A warning, because some owners number containers otherwise.

## V0425

**Goods reference names no item** (warning)

In transit, too, what is said to be in a container is an item of the declaration. A
warning: no rule of customs checks it, and its own examples name another number (trader
test wcgb1, goods without container).

Source: guideline G0006.

## V0426

**Container does not hold one house consignment** (error)

With specific circumstance F50 or F51 each container holds all goods of exactly one house
consignment.

Source: rule R0010 of NCTS phase 6, by secondary sources; from the day by which every country
has that phase.

Law from 2026-06-01. Certainty B: several independent sources agree.

## V0501

**Missing location of goods** (error)

Goods that are presented outside the security area (code list CL147) have a location where
customs can see them.

Source: condition C0710.

## V0502

**Invalid type or qualifier of the location of goods** (error)

A location of goods has a type of code list CL347 and a qualifier of code list CL326.

Source: code lists CL347 and CL326.

## V0503

**Location of goods does not fit its qualifier** (error)

The qualifier of a location names what is given, and nothing else is: \`T\` postcode and
country, \`U\` UN/LOCODE, \`V\` customs office, \`W\` latitude and longitude, \`X\` EORI, \`Y\`
authorisation number, \`Z\` address.

Source: condition C0394; Annex B, data element 16 15.

## V0504

**Invalid coordinate** (error)

A coordinate is in degrees with five to seven decimals: latitude up to 90, longitude up to
180.

Source: CC015C, pattern of GNSS; guideline G0014.

## V0505

**Missing place of loading** (error)

Goods that are presented have a place of loading.

Source: condition C0403.

## V0506

**Place of unloading does not fit the security indicator** (error)

With entry data (security 1 or 3) there is a place of unloading; without any security data
(security 0) there is none.

Source: condition C0191.

## V0507

**Incomplete place** (error)

A place of loading or unloading has a UN/LOCODE, or a country and a name.

Source: condition C0387.

## V0508

**Incomplete code of the location of goods** (error)

In the United Kingdom a location of goods is one code: its country, its type (A to D), its
qualifier (U or Y) and its identifier. The identifier stands in unLocode for U and in
authorisationNumber for Y. The country is GB where it is not given; goods may be in a Crown
dependency or on the United Kingdom's continental shelf.

Source: CDS declaration completion guide, 5/23; the published lists of goods location
codes.

## V0601

**Missing goods items** (error)

A declaration has at least one goods item.

Source: CC015C, consignment item is required.

## V0602

**Too many goods items** (error)

A declaration has at most 999 goods items.

Source: CC015C, consignment item 999x; Annex B, title I, 999 items; IE815, body 999x.

## V0603

**Items are not numbered without gaps** (error)

Items are numbered from 1 in their order, without gaps.

Source: rules R0007 and R0988.

## V0604

**Missing description of goods** (error)

Every item is described in words.

Source: CC015C, description of goods is required.

## V0605

**Missing commodity code** (error)

Every item has a commodity code, except in a TIR transit that follows no export
declaration (N830).

Source: condition C0153.

## V0606

**Invalid commodity code** (error)

A commodity code is 6 (Harmonised System), 8 (Combined Nomenclature) or 10 digits (TARIC)
without spaces.

Source: CC015C, commodity code: an6 and an2.

## V0607

**Missing packaging** (error)

Every item says how it is packed; \`NE\` for goods that are not.

Source: CC015C, packaging is required.

## V0608

**Missing or invalid kind of packages** (error)

The kind of packages is one of code list CL017 (UN/ECE Recommendation 21). Consignments of
low value and internal market movements only count their packages (data sets H7 and H8);
so do goods grouped under the import scheme (F48) and supplementary declarations to the
United Kingdom (published scenario TT_IM207a).

Source: code list CL017.

## V0609

**Number of packages does not fit their kind** (error)

Packages are counted, except bulk goods (code list CL181).

Source: condition C0060.

## V0610

**Missing shipping marks** (error)

Packages have shipping marks, except bulk (code list CL181) and unpacked goods (CL182).

Source: condition C0060.

## V0611

**Unpacked goods without number** (error)

Goods that are packed together with another item have zero packages; unpacked goods cannot
(code list CL182).

Source: rule R0220.

## V0612

**Packed together with no other item** (error)

An item with zero packages names, by the same shipping marks, an item that has the
packages; both are in one house consignment.

Source: rule R0364.

## V0613

**Declaration type of the item does not fit** (error)

In a mixed consignment (\`T\`) every item has its own type of code list CL232; in any other
transit no item has one.

Source: condition C0045; code list CL232.

## V0614

**Invalid CUS or UN number** (error)

A CUS number has nine characters, a UN number of dangerous goods four digits.

Source: CC015C, CUS code an9 and UN number an4.

## V0615

**Missing transport document or UCR** (error)

A consignment has a transport document or a unique consignment reference: for the
shipment, or for each item.

Source: condition C0502.

## V0616

**UCR on two levels** (error)

When the whole shipment has a unique consignment reference, its items have none.

Source: condition C0502.

## V0617

**Commodity code is too short** (error)

An import has the ten digits of the integrated tariff, an export the eight of the Combined
Nomenclature; a simplified import and a consignment of low value have six at least. The
United Kingdom takes eight for customs warehousing (published scenario TT_IM012a).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 18 09 056 to 18 09
058; CDS declaration completion guide, 6/14 and 6/15.

## V0618

**Vague description of goods** (warning)

A description says what the goods are. Customs sends back those that only say goods,
parts, samples and the like.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 18 05; the
Commission's guidance on acceptable descriptions of goods.

## V0620

**Item is in no house consignment** (error)

An item names a house consignment of the declaration; where there are several, every item
names one.

Source: CC015C: an item stands in exactly one house consignment.

## V0621

**House consignment without goods** (error)

A house consignment has goods: at least one item names it.

Source: CC015C: ConsignmentItem is required in HouseConsignment.

## V0622

**House consignments are not told apart** (error)

Several house consignments have keys that tell them apart, by which items name them.

Source: how this product writes CC015C: an item stands in the house whose key it names.

## V0623

**Commodity code of zeros** (error)

A commodity code is not all zeros: there is no chapter 00.

Source: the Harmonised System; CDS release 5.1.0.1, which rejects them.

## V0624

**Repeated additional code** (error)

An additional code of an item is given once.

Source: CDS known error log, KEL 005: error code CDS40007.

## V0625

**Number of goods items does not fit** (error)

The number of goods items that a declaration to CDS says is the number that it has.

Source: CDS error code CDS11003; declaration completion guide, 1/9.

## V0626

**Commodity code of no heading** (error)

A commodity code does not begin with four zeros.

Source: press on CDS release 5.1.0.2.

Law from 2026-04-29. Certainty B: several independent sources agree.

## V0701

**Missing gross mass of the item** (error)

Every item has a gross mass in kg.

Source: CC015C (phase 6), goods measure: gross mass is required.

## V0702

**Gross mass is less than the sum of the items** (error)

The gross mass of the consignment is not less than the sum of its items. It may be more,
by what carries the goods. The same holds for each house consignment of a transit.

Source: rules R0994 and R0983.

## V0703

**Net mass is more than the gross mass** (error)

An item's net mass is not more than its gross mass.

Source: rule R0223.

## V0704

**Invalid mass or quantity** (error)

Masses and quantities have at most 16 digits, six of them after the point. They are more
than zero; only an item's gross mass may be zero.

Source: CC015C, masses and supplementary units n..16,6.

## V0705

**Gross mass does not fit the packages** (error)

An item with zero packages weighs nothing, because the item it is packed with has the
mass; every other item weighs something.

Source: rule R0221.

## V0706

**Net mass does not fit** (error)

Goods that follow an export declaration (N830) have a net mass; other goods in the reduced
dataset have none.

Source: condition C0837.

## V0707

**Net masses are more than the gross mass** (error)

The sum of the items' net masses is not more than the gross mass of the consignment.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 18 01 and 18 04.

## V0710

**Quantity of nothing in supplementary units** (error)

A quantity in supplementary units is more than nothing; where there is none it is left out. A
declaration that was lodged before with 0 fails when the goods are presented.

Source: Danish customs, DMS release 2.2.7.

Law from 2026-09-12. Certainty A: the official text was read.

## V0801

**Incomplete previous document** (error)

A previous document has a type and a reference number.

Source: CC015C, previous document.

## V0802

**Invalid type of previous document** (error)

The type of a previous document is one of its level's code list: CL214 for the shipment and
for items, CL228 for house consignments. An export declaration (N830) stands with a house
consignment only.

Source: code lists CL214 and CL228; guideline G0991: since the end of the transitional
period (4 December 2024) CL214 has no N830.

## V0803

**Invalid MRN** (error)

The number of a customs declaration (NMRN, N830, N820, N821, N822) is an MRN: 18
characters. In transit customs looks at the letter of the procedure for N830 only; of other
MRNs it takes what begins with year and country (trader test angb2).

Source: rule R0416; the official patterns of MRNs.

## V0804

**Wrong check digit of the MRN** (warning)

The last character of an MRN is calculated from those before it; another one is mistyped.

Source: the check digit of GRN and MRN, ISO 6346 arithmetic. A warning, because numbers
that customs itself gave do not always keep to it.

## V0805

**Missing proof of Union status** (error)

Union goods (T2, T2F) that depart in a country of the Convention on common transit (code
list CL112) name the document that proves their status (code list CL178).

Source: condition C0035 and rule R0020.

## V0806

**Incomplete document** (error)

A document has a type of four characters (category and type) and a reference number; a
mere reference (category Y) may go without number. In the United Kingdom so may a document
with a status or the reason for it (published scenarios TT_IM008a and TT_EX055a: waivers).

Source: CC015C, supporting document and additional reference; CDS declaration completion
guide, 2/3.

## V0807

**Incomplete transport document** (error)

A transport document has a type of four characters (category and type) and a reference
number.

Source: CC015C, transport document.

## V0808

**Missing invoice** (warning)

Goods valued by their price (method 1) come with an invoice: N380, a pro-forma invoice
(N325), N935 or a contract of sale (D005, D008).

Source: Article 145 of Implementing Regulation (EU) 2015/2447: the invoice is the
supporting document of the transaction value.

## V0809

**Missing reason of a document** (error)

In the United Kingdom the documents of some status codes (UA, UE, UP, US, XX, XW) come
with the reason for the status. Of UA and XX the number of the document may be the reason
(published scenarios TT_IM030a and TT_EX010a).

Source: The published list of document status codes; CDS declaration completion guide,
2/3.

## V0810

**Document is not valid on the day** (warning)

A document counts on the day of the declaration: its first day of validity is not after
it, its last day not before.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 03 011.

## V0811

**Incomplete write-off** (error)

What is written off a document is a quantity with its unit, or an amount with its
currency.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 12 03 005 to 12 03
014.

## V0812

**Repeated document** (warning)

A document is given once: the same type, number and line do not stand on an item twice.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 03.

## V0813

**Invalid DUCR** (error)

In the United Kingdom a declaration's unique consignment reference (DUCR) is a digit of
the year, the EORI of GB or another country, a hyphen and up to 19 letters, digits and
signs.

Source: CDS declaration completion guide, 2/1 (DCR) and 2/4.

## V0814

**Missing DUCR** (error)

An export of the United Kingdom has a declaration's unique consignment reference: in ucr
or as previous document DCR.

Source: CDS declaration completion guide, 2/1: a DUCR identifies every export.

## V0816

**Unknown type of document** (warning)

In the Union the type of a supporting document, a reference or a transport document is one
of the lists CL213, CL380 and CL754, where those are loaded. A warning: the tariff and
member states know more.

Source: Code lists CL213, CL380 and CL754; Annex B to Delegated Regulation (EU) 2015/2446,
data element 12 03 002.

## V0817

**Unknown type of previous document** (error)

In the United Kingdom the type of a previous document is one of the published list, where
that is loaded, or a DUCR (DCR), which the list leaves out and nearly every published
declaration has.

Source: The published list documentTypes of CDS; declaration completion guide, 2/1.

## V0818

**Unknown unit of a write-off** (warning)

In the Union the unit of what is written off a document is one of code list CL349, where
that is loaded.

Source: Code list CL349; Annex B to Delegated Regulation (EU) 2015/2446, data element 12
03 005.

## V0820

**Document is not of its group** (error)

In transit every document stands in its group: supporting documents are of code list CL213,
references (category Y) of CL380, transport documents of CL754. A national type, which
begins with a digit, is for the country's customs to know.

Source: CC015C: the code lists of its groups; guideline G0057 for national types. Customs
answers another code with error 12.

## V0821

**Repeated previous document** (warning)

A previous document is given once at a level: the same type, number and items of it do not
stand there twice.

Source: CC015C, previous document; Annex B to Delegated Regulation (EU) 2015/2446, data
element 12 01.

## V0822

**Missing identifiers of the product** (warning)

Goods of a distance sale name their product: the merchant's own number (C127) and the
manufacturer's (C128), as documents of the item. Some sources ask it of goods of 150 EUR at
most, others of all.

Source: Delegated Regulation (EU) 2026/1022 by several secondary sources. A warning, because
the act was not read: some subheadings are tolerated without.

Law from 2026-11-01. Certainty B: several independent sources agree.

## V0823

**Standardised number of the product does not fit** (warning)

Goods of a distance sale name the standardised number of their product, such as its GTIN
(C129), or say that it has none (reference Y081); not both.

Source: Delegated Regulation (EU) 2026/1022 by several secondary sources. A warning, because
the act was not read.

Law from 2026-11-01. Certainty B: several independent sources agree.

## V0824

**Several exports in a house consignment** (error)

A house consignment follows from one export declaration (N830) at most.

Source: HMRC, transit technical interface: export followed by transit.

## V0825

**Transit of an export before its goods are there** (error)

A transit that follows from an export declaration (N830) is not lodged before its goods are
presented.

Source: HMRC, transit technical interface: export followed by transit.

## V0830

**Missing code of the carbon border adjustment** (error)

Goods of the carbon border adjustment that are released for free circulation say why they may:
the account of the authorised declarant (Y128), an exemption (Y134 to Y136, Y237), less than 50 t
a year (Y137). Which goods they are is code list \`CBAM-goods\`; a list of this name that is
loaded takes its place.

Source: Regulation (EU) 2023/956 with Regulation (EU) 2025/2083; notice of the Commission of 28
January 2026.

Law from 2026-01-01. Certainty B: several independent sources agree.

## V0831

**Several codes of the carbon border adjustment** (error)

Exactly one code of the carbon border adjustment fits goods.

Source: notice of the Commission of 28 January 2026 on the definitive period.

Law from 2026-01-01. Certainty A: the official text was read.

## V0832

**Missing account of the carbon border adjustment** (error)

The account of an authorised declarant of the carbon border adjustment (Y128) has its number.

Source: Regulation (EU) 2023/956; Belgian and Danish data sets.

Law from 2026-01-01. Certainty B: several independent sources agree.

## V0833

**Unusual account of the carbon border adjustment** (warning)

The number of an account is CBAM, the country, the year, three letters and eleven digits, with
hyphens between.

Source: an example of Belgian customs, from which the pattern is inferred.

Law from 2026-01-01. Certainty D: inferred, no source says so, therefore it only warns.

## V0834

**No small quantity of electricity or hydrogen** (error)

The exemption below 50 t a year (Y137) is not for electricity and hydrogen.

Source: Article 2a of Regulation (EU) 2023/956.

Law from 2026-01-01. Certainty B: several independent sources agree.

## V0835

**Energy of the continental shelf does not fit** (error)

Electricity and hydrogen of the continental shelf (Y136) are of subheadings 2716 00 and 2804 10.

Source: Article 2 of Regulation (EU) 2023/956.

Law from 2026-01-01. Certainty B: several independent sources agree.

## V0836

**Pending application for the carbon border adjustment** (warning)

That an application for the status of authorised declarant is pending (Y238) counted until 27
September 2026.

Source: Regulation (EU) 2025/2083. A warning, because it was not seen that customs closed the
code.

Law from 2026-09-28. Certainty B: several independent sources agree.

## V0837

**Origin is not of the Union** (warning)

Goods that have their origin in the Union (Y237) name no origin outside it.

Source: inferred from the meaning of the code.

Law from 2026-01-01. Certainty D: inferred, no source says so, therefore it only warns.

## V0840

**Missing due diligence statement** (error)

Products of the regulation on deforestation that are released for free circulation or exported
name the due diligence statement (C716), an earlier one (C717), or why none is needed: not
covered (Y129), produced before the regulation (Y132), of recycled material (Y133), of a small
operator until 29 June 2027 (Y141), not of a commercial activity (Y142). Which products they are
is code list \`EUDR-products\`; a list of this name that is loaded takes its place.

Source: Regulation (EU) 2023/1115 with Regulation (EU) 2025/2650; the codes by Danish customs and
the code lists of AES.

Law from 2026-12-30. Certainty B: several independent sources agree.

## V0841

**Exemption of small operators ended** (error)

Since 30 June 2027 micro and small operators owe due diligence as others do; Y141 has ended.

Source: Article 38(3) of Regulation (EU) 2023/1115 as amended by Regulation (EU) 2025/2650.

Law from 2027-06-30. Certainty B: several independent sources agree.

## V0842

**Timber of a small operator** (warning)

For goods that the timber regulation covered small operators owe due diligence from the first
day; Y141 does not fit. Which goods they are is code list \`EUDR-timber\`.

Source: Article 38(3) of Regulation (EU) 2023/1115; Annex to Regulation (EU) No 995/2010.

Law from 2026-12-30 until 2027-06-29. Certainty B: several independent sources agree.

## V0843

**Unusual reference of a due diligence statement** (warning)

The reference of a due diligence statement begins with the year in two digits and the country,
such as 24FRXVV3VOS885. How the verification number stands with it is not known.

Source: the information system of Regulation (EU) 2023/1115; forms that were seen.

Law from 2026-12-30. Certainty B: several independent sources agree.

## V0845

**Code of the carbon border adjustment may be missing** (warning)

Goods of the carbon border adjustment that are released by a simplified declaration need their
code as well (V0830), in it or in its supplementary declaration.

Source: Regulation (EU) 2023/956 with Regulation (EU) 2025/2083, which speak of release for free
circulation. A warning, because it was not read which of the two declarations gives the code.

Law from 2026-01-01. Certainty D: inferred, no source says so, therefore it only warns.

## V0846

**Importer comes near the 50 t of the carbon border adjustment** (warning)

From 40 t on, four fifths of what an importer may bring in a year below the threshold of 50 t
(Y137), it is time to have the importer authorised: whoever foresees passing the threshold gives
Y128. Counted is as in V0847.

Source: Article 2a of Regulation (EU) 2023/956 with Regulation (EU) 2025/2083; that four fifths
are told is ours.

Law from 2026-01-01. Certainty B: several independent sources agree.

## V0847

**Importer is above the 50 t of the carbon border adjustment** (error)

Below the threshold (Y137) an importer brings in no more than 50 t of goods of the carbon border
adjustment in a calendar year; above it the account of an authorised declarant is given (Y128).

Counted is the net mass of goods with Y137 in declarations of the tenant (H1) that customs of the
Union accepted this year for the importer's EORI, and of this one. What others declare for the
importer is not known, so that the sum is never too high. A declaration that was accepted is held
to what was accepted on the days before it.

Source: Article 2a and Annex VII of Regulation (EU) 2023/956 with Regulation (EU) 2025/2083.

Law from 2026-01-01. Certainty B: several independent sources agree.

## V0860

**Statements of Northern Ireland contradict each other** (error)

Goods at risk of moving on to the Union (NIIMP) are no domestic ones (NIDOM).

Source: HMRC, CDS error code CDS12141. That relief by undertaking (NIREM) and by aid (NIAID)
exclude each other (CDS12143) is left out: customs took published declarations that have
both (TT_IM156a, TT_IM158a).

## V0861

**Statement of Northern Ireland is not on all goods** (error)

Where goods are at risk (NIIMP), domestic (NIDOM) or exported from Northern Ireland (NIEXP), all
goods of the declaration say so.

Source: HMRC, CDS error codes: CDS40070, CDS40071, CDS40072.

## V0862

**Missing statement of Northern Ireland** (error)

Relief by undertaking (NIREM) and by aid (NIAID) belong to goods that are at risk (NIIMP) or
domestic (NIDOM); goods that go on to another Member State (procedure 42) are at risk.

Source: HMRC, CDS error codes: CDS40073, CDS40074, CDS12145.

## V0863

**Authorisation by declaration without its trader** (error)

Where the authorisation is asked for by the declaration itself (00100), who gets it is named by
EORI: the importer for end use and inward processing (44, 51), the exporter for outward processing
(21, 22).

Source: press on CDS release 4.9.0.

Law from 2025-09-27. Certainty B: several independent sources agree.

## V0864

**Incomplete authorisation by declaration** (error)

An authorisation that is asked for by the declaration itself (00100) goes with a statement of how
the goods are dealt with (ABDIN, ABDOU), in a standard declaration (A, D).

Source: press on CDS release 5.2.0.

Law from 2026-07-04. Certainty B: several independent sources agree.

## V0865

**Statement without authorisation by declaration** (warning)

ABDIN and ABDOU belong to an authorisation that is asked for by the declaration itself (00100).

Source: inferred from CDS release 5.2.0.

Law from 2026-07-04. Certainty D: inferred, no source says so, therefore it only warns.

## V0866

**Authorisation is not for Northern Ireland** (error)

Goods of Northern Ireland (NIDOM, NIIMP, NIEXP) are not declared under the authorisations APEX,
BRD, EXRR and MIB.

Source: press on CDS release 5.2.0.

Law from 2026-07-04. Certainty B: several independent sources agree.

## V0867

**Missing TIR carnet** (error)

Clearance requests with additional procedure 61T follow from a document of type 952 (TIR carnet).

Source: press on CDS release 5.2.0.

Law from 2026-07-04. Certainty B: several independent sources agree.

## V0869

**Status does not fit the document** (error)

Status XW is not for these documents.

Source: press on CDS release 4.8.0.

Law from 2025-06-14. Certainty B: several independent sources agree.

## V0870

**Status does not fit the document** (error)

Status XW is not for these documents.

Source: press on CDS release 5.1.0.2.

Law from 2026-04-29. Certainty B: several independent sources agree.

## V0871

**Status does not fit the document** (error)

Status XB is not for these documents.

Source: press on CDS release 4.8.0.

Law from 2025-06-14. Certainty B: several independent sources agree.

## V0872

**Status does not fit the document** (error)

Status XA and XB is not for these documents.

Source: press on CDS release 5.1.0.2.

Law from 2026-04-29. Certainty B: several independent sources agree.

## V0873

**Statement on origin was replaced** (warning)

The statement on origin of the agreement with the Union is document U116, no longer U110; its
reference is the number of the invoice.

Source: one description of CDS release 4.8.0.

Law from 2025-06-14. Certainty C: one secondary source says so, therefore it only warns.

## V0875

**Missing number of a certificate** (error)

Certificates that customs looks up have their number, references (category Y) too. Which they are
is code list \`certificates-looked-up\`.

Source: Regulation (EU) 2022/2399 and Implementing Regulation (EU) 2024/2145; the list of Danish
customs.

Law from 2025-03-03. Certainty B: several independent sources agree.

## V0876

**Missing quantity of a certificate** (warning)

A reference that stands for a quantity (Y121, Y163, Y797 to Y799) says how much of it is used.

Source: Article 8 of Implementing Regulation (EU) 2024/2145; that the quantity stands in the
write-off is inferred.

Law from 2025-03-03. Certainty D: inferred, no source says so, therefore it only warns.

## V0877

**Origin of the crude oil is not shown** (warning)

Petroleum products of heading 2710 show where their crude oil came from: of a country that exports
more than it imports (Y693), of a partner country (Y694), or by evidence, whose code is not known.

Source: Article 3ma of Regulation (EU) No 833/2014, by one national notice.

Law from 2026-01-21. Certainty C: one secondary source says so, therefore it only warns.

## V0878

**Unusual number of an authorised operator** (warning)

The number of an authorised economic operator (Y022, Y023, Y025, Y026, Y028) has AEOC or AEOS
behind its country.

Source: one service provider on Dutch NCTS, phase 6.

Law from 2026-05-16. Certainty C: one secondary source says so, therefore it only warns.

## V0879

**Authorised operator is not in the declaration** (warning)

The number of an authorised economic operator belongs to a party that the declaration names by
EORI: consignor (Y022), consignee (Y023), representative (Y025), holder of the procedure (Y026),
carrier (Y028).

Source: one service provider on Dutch NCTS, phase 6.

Law from 2026-05-16. Certainty C: one secondary source says so, therefore it only warns.

## V0880

**Origin of the input of iron and steel is not shown** (warning)

Iron and steel of any origin shows that no Russian input is in it: by evidence of where the input
comes from (Y824), or one of the codes for what is exempt.

Which goods they are is code list \`sanctioned-steel\`; the measures of the tariff know them better
and are loaded in its place.

Source: Article 3g of Regulation (EU) No 833/2014; the codes by code lists of Danish customs, the
goods inferred.

Law from 2023-09-30. Certainty D: inferred, no source says so, therefore it only warns.

## V0881

**Code of the sanctions is for the other direction** (warning)

Codes of the sanctions are for one direction: the clause against re-export to Russia (Y227 to
Y229) and Belarus (Y230 to Y232) and the authorisations to export (X803 and others) for exports,
the origin of steel input and of crude oil (Y824, Y693 and others) for imports.

Source: Articles 3g, 3ma and 12g of Regulation (EU) No 833/2014 and code lists of Danish customs;
that a code says nothing in the other direction is inferred.

Certainty D: inferred, no source says so, therefore it only warns.

## V0901

**Space at the beginning or end** (error)

No text begins or ends with a space: customs refuses the message for it.

Source: CC015C, pattern of all texts.

## V0902

**Text too long** (error)

Texts have the lengths that customs takes: a description 512 characters, a name 70, a
street 70, a postcode 17, a city 35, a reference number 70, an identification 35, …

Source: CC015C, lengths of its fields.

## V0903

**Too many elements** (error)

Lists have the lengths that customs takes: 9 authorisations, 9 offices of transit, 99
countries on the route, 99 packages, 99 seals, …

Source: CC015C, repetitions of its groups.

## V0904

**Invalid country** (error)

Countries are two letters of code list CL008 (ISO 3166-1 alpha-2 and what customs adds to
it). The United Kingdom adds the sectors of the continental shelf, such as ZN and ZU.

Source: code list CL008; the published list countryCodes of CDS.

## V0905

**Invalid currency** (error)

Currencies are three capital letters of ISO 4217; XXX and XTS are codes of it for what is no
currency. Where the published list of currencies
of CDS (currencyCodes) is loaded, they are one of it.

Source: CC015C, currency a3; ISO 4217; the published list currencyCodes of CDS.

## V0906

**Invalid UCR** (error)

A unique consignment reference has 1 to 35 printable characters and no space at either
end.

Source: CC015C, pattern of the reference number UCR.

## V0907

**Invalid code of a statement** (error)

A statement has a code of five characters.

Source: CC015C, additional information: code an5.

## V0910

**Missing field** (error)

What the type of the declaration requires is there: on the declaration, or, where the data
element may stand there, on every item. \`docs/declaration-types.md\` has the list.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements marked A; EMCS
functional specification, IE815. Where another rule says that a field is missing, this one
does not.

## V0911

**Field not used** (warning)

A field for which the type of the declaration has no place is empty. A warning: it is not
sent, so customs does not learn what it says.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements that are not of the
type's column.

## V1001

**Invalid procedure** (error)

The requested and the previous procedure have two digits each.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 11 09 001 and 11 09
002; CDS declaration completion guide, 1/10.

## V1002

**Procedure does not fit the type of declaration** (error)

The requested procedure is one that the type of declaration is for: release for free
circulation in H1, customs warehousing in H2, inward processing in H4, export in B1.

Source: Annex B to Delegated Regulation (EU) 2015/2446, title I, columns and their
procedures.

## V1003

**Procedures do not follow each other** (error)

The requested procedure is one that goods can come to from the previous one. Exports of
the United Kingdom have the combinations of its published list.

Source: Annex B to Delegated Regulation (EU) 2015/2446, title II, data element 11 09; the
published list of procedure codes of CDS.

## V1004

**Invalid additional procedure** (error)

An additional procedure has three letters and digits.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 10 001, an3; CDS
declaration completion guide, 1/11.

## V1005

**Additional procedures contradict each other** (error)

000 says that there is no additional procedure, so it stands alone; and no additional
procedure is given twice.

Source: CDS declaration completion guide, 1/11; Annex B to Delegated Regulation (EU)
2015/2446, data element 11 10.

## V1006

**Additional procedure does not fit the procedure** (error)

Additional procedures of class A are for inward processing (51), of class B for outward
processing (21, 22, 46, 48, 61), of class D for temporary admission (53), as requested or
previous procedure. Exports of the United Kingdom have those of its published list.

Source: Annex B to Delegated Regulation (EU) 2015/2446, title II, data element 11 10; the
published list of additional procedure codes of each procedure of CDS.

## V1007

**Missing authorisation for the procedure** (error)

Outward processing (21, 22, 46, 48), end-use (44), inward processing (51), temporary
admission (53) and customs warehousing (71, 76, 77) have an authorisation: C019, N990,
C601, C516 or C517 to C520 in the Union; OPO, EUS, IPO, TEA or CW1, CW2, CWP in the United
Kingdom. Who applies with the declaration says so with statement 00100.

Source: Article 211 of Regulation (EU) No 952/2013; Annex A to Delegated Regulation (EU)
2015/2446; CDS declaration completion guide, 3/39.

## V1008

**Missing authorisation for the simplification** (error)

Regular simplified declarations (additional types C and F) and their supplementary ones
(Y) have an authorisation: C512 in the Union, SDE in the United Kingdom. Entries in the
declarant's records (I2, C2, additional type Z) have C514 or EIR; gas and electricity that
come in fixed installations FTI (published scenario TT_IM143a).

Source: Articles 166 and 182 of Regulation (EU) No 952/2013; CDS declaration completion
guide, 3/39.

## V1009

**Missing warehouse** (error)

Goods that are placed in a customs warehouse, or come from one (71, 76, 77), name it with
its type and its identifier.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 11; CDS
declaration completion guide, 2/7.

## V1010

**Invalid type of warehouse** (error)

A warehouse is public (R of type I, S of type II, T of type III), private (U), a store for
temporary storage (V), an own one (Y) or another (Z).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 11 002; CDS
declaration completion guide, 2/7.

## V1011

**Missing fiscal references** (error)

Goods that are released and go on to another Member State free of VAT (42, 63) name the
VAT number of the importer (FR1) or of the tax representative (FR3), and of the customer
(FR2), as actors of the supply chain.

Source: Article 143(2) of Directive 2006/112/EC; Annex B to Delegated Regulation (EU)
2015/2446, data element 13 16.

## V1012

**Invalid fiscal reference** (error)

A fiscal reference (FR1, FR2, FR3, FR7) is a VAT number: a country's two letters and 2 to
13 letters and digits. That of the import scheme (FR5) is IM and ten digits.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 13 16 034; Article
369q of Directive 2006/112/EC.

## V1013

**Missing declaration of the previous procedure** (error)

Goods that come from a special procedure name the declaration that placed them there, as
previous document.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 01; CDS
declaration completion guide, 2/1.

## V1014

**Missing simplified declaration** (error)

A supplementary declaration (additional types U to Z) names what it supplements: the
simplified declaration by its MRN (NMRN, N830 or SDE), or the entry in the records (NCLE
or CLE). Exports under a memorandum of understanding are entered without one (published
scenario TT_EX025a).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 01; CDS
declaration completion guide, 2/1.

## V1015

**Consignment is not declared as one of low value** (error)

A consignment of low value is relieved of import duty from one business to a person (C07)
or between persons (C08). In the Union the relief of C07 has ended; see V1021.

Source: Article 143a of Delegated Regulation (EU) 2015/2446; Annex B, data element 11 10;
Article 1 of Regulation (EU) 2026/382 for its end.

Law until 2026-06-30; always in UK. Certainty B: several independent sources agree.

## V1016

**Value is not low** (error)

The goods of a consignment of low value are worth 150 EUR at most; those from person to
person (C08) 45 EUR. Other currencies than EUR are not looked at.

Source: Articles 23 and 25 of Regulation (EC) No 1186/2009; Article 1(48) of Delegated
Regulation (EU) 2015/2446.

## V1017

**Goods have no relief for low value** (error)

Alcoholic products, perfumes and toilet waters, and tobacco are not relieved of duty as
consignments of low value from a business. In the Union that relief has ended.

Source: Article 24 of Regulation (EC) No 1186/2009; Article 1 of Regulation (EU) 2026/382
for its end.

Law until 2026-06-30; always in UK. Certainty B: several independent sources agree.

## V1018

**Missing number of the import scheme** (error)

Goods that are free of VAT because it was paid in the import scheme (F48) name the
seller's number in it (FR5).

Source: Article 143(1)(ca) of Directive 2006/112/EC; Annex B to Delegated Regulation (EU)
2015/2446, data element 13 16.

## V1019

**Low value after another procedure** (error)

Goods of low value come from no other procedure (4000).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 09.

## V1020

**Kind of low value is not declared** (warning)

A consignment of low value says what it is: a distance sale with value added tax in the
import scheme (F48), under the special arrangements (F49) or as usual (F53), or a gift from
person to person (C08).

Source: Regulation (EU) 2026/382; the codes, F53 above all, stand in one description that
was written before the acts were adopted.

Law from 2026-07-01. Certainty C: one secondary source says so, therefore it only warns.

## V1021

**Relief of low value has ended** (error)

The relief of 150 EUR has ended: goods of low value and distance sales are no longer relieved
of import duty (C07); each line pays 3 EUR until 30 June 2028.

Source: Articles 1 and 2 of Regulation (EU) 2026/382.

Law from 2026-07-01. Certainty B: several independent sources agree.

## V1022

**Import scheme without relief** (error)

Where the seller's number in the import scheme is named (FR5), the goods are relieved of duty
(C07) and of value added tax (F48).

Source: Danish customs, errors DK1008 and DK1267 of 2025.

Law until 2026-06-30. Certainty A: the official text was read.

## V1023

**Import scheme does not fit** (warning)

Where the seller's number in the import scheme is named (FR5), the goods are of the scheme
(F48).

Source: the errors DK1008 and DK1267 of Danish customs, as far as the relief of C07 is not
part of them; the errors since July 2026 were not seen.

Law from 2026-07-01. Certainty C: one secondary source says so, therefore it only warns.

## V1024

**Equal lines of low value** (warning)

Goods of the same subheading, description and origin are one line: the duty of 3 EUR is
counted by lines, so two equal lines pay it twice.

Source: Article 2 of Regulation (EU) 2026/382; the Commission's guidance on what a line is.

Law from 2026-07-01. Certainty B: several independent sources agree.

## V1025

**Excise goods of low value** (warning)

Excise goods pay excise whatever they are worth, which a declaration of low value cannot say.
Which goods they are is code list \`excise-goods\`; a list of this name that is loaded takes
its place.

Source: trade press on Regulation (EU) 2026/382: alcohol and tobacco keep their excise, goods
that owe it are declared in full.

Law from 2026-07-01. Certainty C: one secondary source says so, therefore it only warns.

## V1026

**Declaration is older than the handling fee** (error)

A declaration of goods that are sold to a person abroad (F48, F49, F53) and that was sent before
the handling fee of the Union began is updated before its goods are presented: else customs
refuses the presentation. Any amendment from that day on will do here; what it has to say of the
fee is not known.

Looked at when goods are presented. Where the fee begins on another day, the settings say so.

Source: Danish customs on release 2.3.0 of DMS; the first day is the expected one.

Law from 2026-11-01. Certainty B: several independent sources agree.

## V1101

**Missing currency** (error)

Amounts of the invoice have a currency.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 05; CDS
declaration completion guide, 4/10.

## V1102

**Invalid amount** (error)

Amounts are not negative and have at most 16 digits, two of them after the point.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 06, 14 08 and 99
06, n..16,2.

## V1103

**Invalid valuation method** (error)

The customs value is found by one of six methods: 1 price paid, 2 identical goods, 3
similar goods, 4 resale, 5 computed, 6 what is available.

Source: Articles 70 and 74 of Regulation (EU) No 952/2013; Annex B, data element 14 10.

## V1104

**Invalid delivery terms** (error)

Delivery terms are an Incoterms code, or XXX with the terms in words.

Source: Incoterms 2010 and 2020; Annex B to Delegated Regulation (EU) 2015/2446, data
element 14 01 035.

## V1105

**Incomplete delivery terms** (error)

Delivery terms have a code and a place: a UN/LOCODE, or the name of the place with its
country. To the United Kingdom the name alone will do (published scenario TT_IM202a).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 01 035 to 14 01
037; CDS declaration completion guide, 4/1.

## V1106

**Costs of transport are not added** (warning)

When the seller does not bring the goods to the territory (EXW, FCA, FAS, FOB), the costs
of transport up to it are part of the customs value: as addition AK (or AS, AV, AW) of an
item or of the shipment, or as freight charges of the shipment.

Source: Articles 71(1)(e) of Regulation (EU) No 952/2013 and 138 of Implementing
Regulation (EU) 2015/2447.

## V1107

**Incomplete addition or deduction** (error)

An addition to the value has a code of A and a letter, a deduction one of B and a letter;
both have an amount that is more than zero. Valuation indicators are four digits, 0 or 1,
and have none.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 04 and 14 07; CDS
declaration completion guide, 4/9 and 4/13.

## V1108

**Invalid preference** (error)

A preference is three digits; the first says where it comes from: 1 none, 2 general
system, 3 agreements, 4 customs unions, 5 the duty of low value (V1118, V1119).

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 11; CDS
declaration completion guide, 4/17.

## V1109

**Missing proof of origin** (warning)

Who asks for a preference (2, 3, 4) has a proof of origin or of the movement: a
certificate or statement of category U, N864, N865, N954, or N018 for customs unions;
where origin is proved otherwise, a reference of category Y or a document of category 9.

Source: Article 64 of Regulation (EU) No 952/2013; Annex B, data element 12 03.

## V1110

**Quota does not fit the preference** (error)

Who asks for a tariff quota (preferences that end in 20, 23, 25 or 28) gives its order
number; who gives an order number asks for a quota. Both may stand at different duties of
an item, as customs of the United Kingdom shows them.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 11 and 14 17.

## V1111

**Invalid order number of a quota** (error)

The order number of a quota has six digits; it begins with 09 in the Union and with 05 in
the United Kingdom, which refuses the Union's (published scenarios TT_IM004a, TT_IM006a and
TT_IM007a). For Northern Ireland it takes both.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 17, an6; the
tariffs of both territories.

## V1112

**Invalid type of tax** (error)

A type of tax is a letter and two digits (A00 customs duty, B00 VAT), or the three digits
of a national excise duty.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 03 039; CDS
declaration completion guide, 4/3.

## V1113

**Invalid method of payment** (error)

A method of payment is one capital letter: A cash, E deferred, G postponed, H electronic
transfer, R guarantee, …

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 03 038; CDS
declaration completion guide, 4/8.

## V1114

**Missing account of the deferred payment** (error)

Duties whose payment is deferred (E) name the account, or the authorisation C506 (DPO in
the United Kingdom).

Source: Article 110 of Regulation (EU) No 952/2013; Annex B, data element 12 10; CDS
declaration completion guide, 2/6.

## V1115

**Invalid nature of the transaction** (error)

The nature of the transaction has one or two digits, the first from 1 to 9.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 99 05; Implementing
Regulation (EU) 2020/1197; CDS declaration completion guide, 8/5.

## V1116

**Statistical value is far from the price** (warning)

Where the invoice is in the currency of the statistics, an item's statistical value is
between half and twice its price: what lies between them are costs of transport and
insurance.

Source: Our own check of likelihood; Annex B to Delegated Regulation (EU) 2015/2446, data
element 99 06.

## V1117

**Amount of a tax without its type** (error)

A tax that is assessed, or whose method of payment is said, has a type; an amount has a
method of payment. In the United Kingdom a method of payment alone says how what customs
calculates is paid, beside a preference as without one (published scenarios TT_IM015a and
TT_IM125a). A declaration of low value (H7) has no place for duties: what is counted of them
is not paid by it.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 03.

## V1118

**Preference of low value is not known** (error)

Preferences that begin with 5 are of the duty of low value, which the Union has since July
2026 and the United Kingdom does not have.

Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 11, before Delegated
Regulation (EU) 2026/1022; CDS declaration completion guide, 4/17.

Law until 2026-06-30; always in UK. Certainty A: the official text was read.

## V1119

**Preference of low value outside H1** (warning)

A preference that begins with 5 says whether goods of low value pay the tariff or 3 EUR a
line; only release for free circulation (H1) asks it.

Source: one description of Delegated Regulation (EU) 2026/1022 that was written before its
adoption; the three digits are not known.

Law from 2026-07-01. Certainty C: one secondary source says so, therefore it only warns.

## V1120

**Method of payment of an authorisation by declaration** (error)

Where the authorisation is asked for by the declaration itself (00100), duty is secured or not due:
method of payment M, N, R, S, T, U, V or Z.

Source: press on CDS release 4.9.0.

Law from 2025-09-27. Certainty B: several independent sources agree.

## V1121

**Unit of excise does not fit** (error)

Excise of these types is counted in alcohol by volume of 100 litres (ASV).

Source: press on CDS release 5.1.0; the tariff has the unit since 11 May 2026.

Law from 2026-05-11. Certainty B: several independent sources agree.

## V1122

**Currency of Zimbabwe has ended** (warning)

A currency that was replaced is no longer known.

Source: press on CDS release 4.8.0, which names the new code; which older ones ended is inferred.

Law from 2025-06-14. Certainty C: one secondary source says so, therefore it only warns.

## V1123

**Currency was replaced** (warning)

A currency that was replaced is no longer known.

Source: press on CDS release 4.9.0, which names the new code; which older ones ended is inferred.

Law from 2025-09-27. Certainty C: one secondary source says so, therefore it only warns.

## V1124

**Missing valuation method of processed goods** (error)

Inward processing with additional procedure F44 says by which method its goods are valued.

Source: press on CDS release 5.2.0.

Law from 2026-07-04. Certainty B: several independent sources agree.

## V1125

**Rate of exchange is out of its month** (warning)

Rates of exchange are those of the month of acceptance. A declaration that was sent before its
goods come is accepted when they are presented: in another month its values are those of an old
rate. An amendment deduces them anew.

Looked at when goods are presented, where the invoice is in another currency than the country's.

Source: Article 146 of Implementing Regulation (EU) 2015/2447; that the month of the presentation
counts follows from Articles 171 and 172 of Regulation (EU) No 952/2013.

Certainty D: inferred, no source says so, therefore it only warns.

## V1201

**Invalid kind of submission** (error)

A movement is submitted in the standard way (1) or as one of duty-paid goods between
businesses (3).

Source: EMCS rule R261; technical code list TC71.

## V1202

**Kind of destination does not fit the submission** (error)

Under suspension goods go to a tax warehouse (1), a registered (2) or temporarily
registered consignee (3), by direct delivery (4), to an exempted consignee (5), to export
(6) or to a destination yet unknown (8); duty-paid goods to a certified (9) or temporarily
certified consignee (10).

Source: EMCS rules R196 and R258; technical code list TC32.

## V1203

**Kind of origin does not fit the submission** (error)

Goods under suspension come from a tax warehouse (1) or from import (2), duty-paid goods
are 3.

Source: EMCS rule R260; technical code list TC30.

## V1204

**Consignee does not fit the destination** (error)

There is a consignee, unless the destination is unknown yet (8).

Source: EMCS condition C116.

## V1205

**Identifier of the consignee does not fit the destination** (error)

A consignee is known by its excise number, or by the reference of its temporary
authorisation; one of an export may have a VAT number, an exempted one (5) has none.

Source: EMCS condition C010, rule R045.

## V1206

**EORI of a consignee that is not one of an export** (error)

Only the consignee of an export (6) has an EORI in a movement of excise goods.

Source: EMCS condition C180.

## V1207

**Place of dispatch does not fit the origin** (error)

Goods from a tax warehouse (1) and duty-paid goods (3) have a place of dispatch and no
office of import; goods from import (2) the office and no place.

Source: EMCS condition C012.

## V1208

**Place of delivery does not fit the destination** (error)

There is a place of delivery for tax warehouses (1), direct delivery (4) and certified
consignees (9, 10); there is none for exports (6) and unknown destinations (8). Exports
have the customs office of export instead, and only they.

Source: EMCS condition C013.

## V1209

**Identifier of the place of delivery does not fit the destination** (error)

The place of delivery is known by its excise number for tax warehouses (1), by any number
for certified consignees (9, 10), and has none for direct delivery (4).

Source: EMCS condition C074, rule R045.

## V1210

**Incomplete place of delivery** (error)

A place of delivery has a name, unless goods are delivered directly (4), and street,
postcode and city, unless it is a tax warehouse (1).

Source: EMCS conditions C078 and C079.

## V1211

**Member state of the exempted consignee does not fit** (error)

An exempted consignee (5) says which member state exempts it; no other consignee does.

Source: EMCS condition C084.

## V1212

**Arranger of the transport does not fit** (error)

The transport is arranged by the consignor (1), the consignee (2), the owner of the goods
(3) or another (4); owner and others are named, consignor and consignee are not named
again.

Source: EMCS condition C102; technical code list TC70.

## V1213

**Guarantors do not fit** (error)

Of those who guarantee, transporter (2) and owner of the goods (3) are named as
guarantors; consignor (1) and consignee (4) are not named again. 0 and 5 say that there is
no guarantee.

Source: EMCS condition C017; technical code list TC29.

## V1214

**Incomplete guarantor** (error)

A guarantor has an excise number, or name, street, postcode and city.

Source: EMCS condition C101.

## V1215

**Movement without guarantee** (error)

Only energy products move without a guarantee (5), and only by sea (1) or in fixed
installations (7).

Source: Article 17(5) of Directive (EU) 2020/262; EMCS rules R215 and R216.

## V1216

**Invalid journey time** (error)

The journey takes up to 24 hours (H01 to H24), or days (D01): up to 45 by sea or in
several modes, 35 by rail, road and inland waterway, 30 by post, 20 by air, 15 in fixed
installations.

Source: EMCS rules R054 and R248.

## V1217

**Mode of transport does not fit** (error)

The mode of transport is of list BC67; only the mode other (0) is explained, and it always
is.

Source: EMCS conditions C127 and C162; reference data BC67.

## V1218

**Transport unit does not fit** (error)

A transport unit is of list BC35: container (1), vehicle (2), trailer (3), tractor (4) or
fixed installation (5). It has an identification, but a fixed installation has none.

Source: EMCS condition C156; reference data BC35.

## V1219

**Invalid excise number** (error)

An excise number, of a trader, a tax warehouse or a temporary authorisation, is a member
state (XI for Northern Ireland) and eleven letters and digits.

Source: EMCS rules R040 and R070.

## V1220

**Missing or invalid excise product** (error)

Every item has an excise product code of list BC36, as classification of type
ExciseProduct. Completely denatured alcohol (S600) only moves duty paid.

Source: EMCS rule R263; reference data BC36.

## V1221

**Alcoholic strength does not fit the product** (error)

Beer, wine, intermediate products and spirits have an alcoholic strength from 0.5 to 100
percent by volume; other products have none. Beer may say its degree Plato alone.

Source: EMCS conditions C047 and C152, rule R237; reference data BC36.

## V1222

**Degree Plato does not fit the product** (error)

Only beer (B000) has a degree Plato, and it is more than zero.

Source: EMCS condition C048, rule R232; reference data BC36.

## V1223

**Density does not fit the product** (error)

Energy products that are measured in litres have a density at 15 °C, in kilograms per
cubic metre; other products have none.

Source: EMCS condition C049; reference data BC36.

## V1224

**Commodity code does not fit the excise product** (error)

The code of the Combined Nomenclature is one that falls under the excise product: 2203 or
2206 for beer, 2710 for gas oil. Other products with ethyl alcohol (S500) may have any.

Source: EMCS rule R211; reference data E200.

## V1225

**Missing commodity code** (error)

Every item has an eight-digit code of the Combined Nomenclature, or a longer one of the
tariff.

Source: EMCS functional specification, IE815, 17c CN code, n8.

## V1226

**Description of wine does not fit the product** (warning)

Wine (W200, W300 of heading 2204) says its category, and no other product does.

Source: Article 9 of Delegated Regulation (EU) 2018/273; EMCS functional specification,
IE815, 17.2.

## V1227

**Invalid description of wine** (error)

Wine has a category from 1 to 5; imported wine (4), and no other, its third country of
origin. Growing zones are of list BC40, operations of list BC41.

Source: EMCS condition C045; technical code list TC38, reference data BC40 and BC41.

## V1228

**Number of packages does not fit their kind** (error)

Packages are counted, but bulk and unpacked goods (VG, VL, VO, VQ, VR, VY, NE) are not.

Source: EMCS condition C073; reference data BC17, countable.

## V1229

**No packages, and packed with no other product** (error)

Goods without packages of their own (0) have shipping marks, and another package of the
movement with packages has the same.

Source: EMCS condition C203, rule R251.

## V1230

**Incomplete document** (error)

A document has a type, a description or a reference at least; one with a type has a
reference.

Source: EMCS conditions C006 and C202.

## V1231

**Import declaration does not fit the origin** (error)

Goods from import (2) name the declarations with which they were imported, as previous
documents NMRN; other goods name none.

Source: EMCS condition C096.

## V1232

**Tax warehouse of dispatch does not fit the submission** (error)

Under suspension the place of dispatch is a tax warehouse, known by its excise number;
duty-paid goods leave another place, with name and address.

Source: EMCS conditions C207 and C208.

## V1233

**Invalid ARC** (error)

The number of an excise movement (ARC) has 21 characters: year, member state, 16 letters
and digits, check digit.

Source: EMCS rule R030.

## V1234

**Wrong check digit of the ARC** (warning)

The last character of an ARC is calculated from those before it; another one is mistyped.

Source: EMCS rules R030 and R235; ISO 6346 arithmetic. A warning, because numbers that
customs itself gave do not always keep to it.

## V1235

**Dispatch is too far ahead** (error)

A movement is submitted at most seven days before its date of dispatch.

Source: Article 3 of Regulation (EC) No 684/2009, kept by Delegated Regulation (EU)
2022/1636.

## V1237

**Invalid time of dispatch** (error)

The time of dispatch is hours, minutes and seconds where the goods leave, such as
08:15:00, or parts of a second behind a point. No minute has a second 60.

Source: EMCS functional specification, IE815, 9f; schema type \`xs:time\`.

## V1238

**Invalid quantity** (error)

The quantity of an item is more than zero, with at most 15 digits, three of them after the
point.

Source: EMCS rule R232; functional specification, IE815, 17d, n..15,3.

## V1239

**Incomplete trader** (error)

Consignor, consignee and those who transport have a name, a street, a postcode and a city.

Source: EMCS functional specification, IE815, 2, 5, 14 and 15.

## V1240

**Missing excise number of the consignor** (error)

The consignor is known by its excise number.

Source: EMCS rule R044; functional specification, IE815, 2a.

## V1241

**Postcode is not one of Northern Ireland** (warning)

Traders and warehouses with an excise number of Northern Ireland (XI) have a postcode that
begins with BT.

Source: EMCS rule R270.
`;export{e as default};