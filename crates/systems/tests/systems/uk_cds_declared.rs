//! What UK traders' messages say, read back by the tables that write them.
#![expect(clippy::unwrap_used, reason = "tests")]

use cas_gateway::{CustomsSystem, Intent, MessageKind, ReadDeclaration};
use cas_systems::uk_cds::UkCds;
use serde_json::{Value, json};

/// A message of the United Kingdom around a declaration's elements.
fn message(elements: &str) -> String {
    format!(
        r#"<md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2">
        <md:WCOTypeName>DEC</md:WCOTypeName>
        <Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"
            xmlns:p1="urn:wco:datamodel:WCO:Declaration_DS:DMS:2">{elements}</Declaration>
        </md:MetaData>"#
    )
}

const HEAD: &str = "<FunctionCode>9</FunctionCode><FunctionalReferenceID>R1</FunctionalReferenceID>\
    <TypeCode>IMY</TypeCode>";

fn read(xml: &str) -> ReadDeclaration {
    UkCds.read_declaration(xml.as_bytes()).unwrap()
}

/// The document as JSON, without what every declaration here has.
fn document(read: &ReadDeclaration) -> Value {
    let mut document = serde_json::to_value(&read.document).unwrap();
    let members = document.as_object_mut().unwrap();
    members.remove("declType");
    members.remove("addDeclType1");
    document
}

/// What stands in a declaration after its head, in a goods item, or in an item's commodity.
fn check(elements: &str, expected: Value) {
    let xml = message(&format!("{HEAD}{elements}"));
    let read = read(&xml);
    assert_eq!(read.unread, [], "{elements}");
    assert_eq!(document(&read), expected, "{elements}");
    returns(&read, &xml);
}

fn check_item(elements: &str, expected: Value) {
    let item = format!(
        "<GoodsShipment><GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric>{elements}\
        </GovernmentAgencyGoodsItem></GoodsShipment>"
    );
    let expected = json!({"goodsShipment": {"governmentAgencyGoodsItems": [expected]}});
    check(&item, expected);
}

/// Written again it is the same message, and read again the same document.
fn returns(read: &ReadDeclaration, xml: &str) {
    let written = write(read);
    // Declarations here have too little for customs; what they have comes back.
    if read.document.goods_items().is_empty() {
        return;
    }
    let written = written.unwrap();
    let differences = UkCds.leaf_differences(xml.as_bytes(), &written).unwrap();
    assert_eq!(differences, [], "{xml}");
    let again = UkCds.read_declaration(&written).unwrap();
    assert_eq!(again.document, read.document);
}

fn write(read: &ReadDeclaration) -> Result<Vec<u8>, cas_gateway::EncodeError> {
    let facts = cas_model::declaration::CustomsFacts {
        mrn: read.mrn.clone(),
        ..Default::default()
    };
    let mut settings = read.settings.clone();
    if settings.get("submitter").is_none() {
        settings["submitter"] = json!("GB111111111111");
    }
    let request = cas_gateway::Request {
        intent: read.intent.clone(),
        document: &read.document,
        declaration_type: read.declaration_type,
        side: cas_model::declaration::Side::Sent,
        lrn: read.lrn.as_deref().unwrap_or_default(),
        facts: &facts,
        settings: &settings,
        message_identifier: read.identifier.as_deref().unwrap_or_default(),
        now: "2026-03-01T10:00:00Z".parse().unwrap(),
    };
    UkCds.encode(&request).map(|outbound| outbound.body)
}

#[test]
fn what_declarants_say_of_the_whole_is_read() {
    check(
        r#"<AcceptanceDateTime>
             <p1:DateTimeString formatCode="304">20250731103000+01</p1:DateTimeString>
           </AcceptanceDateTime>
           <IssueDateTime>
             <p1:DateTimeString formatCode="304">20250801000000Z</p1:DateTimeString>
           </IssueDateTime>"#,
        json!({"acceptanceDateTime": "2025-07-31T09:30:00Z", "issueDateTime": "2025-08-01T00:00:00Z"}),
    );
    check(
        "<Consignment><Consignor><Name>Sender</Name><Address><CityName>Oslo</CityName></Address>\
         </Consignor></Consignment>",
        json!({"goodsShipment": {"consignment": {"consignor":
            {"name": "Sender", "address": {"city": "Oslo"}}}}}),
    );
    check(
        r#"<GoodsShipment><CustomsValuation><FreightChargeAmount currencyID="EUR">5</FreightChargeAmount>
            <ChargeDeduction><ChargesTypeCode>AR</ChargesTypeCode>
            <OtherChargeDeductionAmount currencyID="USD">12.5</OtherChargeDeductionAmount></ChargeDeduction>
            </CustomsValuation><GovernmentAgencyGoodsItem><SequenceNumeric>1</SequenceNumeric>
            <TransactionNatureCode>1</TransactionNatureCode></GovernmentAgencyGoodsItem></GoodsShipment>"#,
        json!({"goodsShipment": {
            "customsValuation": {"freightCharges": 5, "currency": "EUR"},
            "valuationAdjustments": [{"code": "AR", "amount": 12.5, "currency": "USD"}],
            "governmentAgencyGoodsItems": [{"trxNatCode": "1"}],
        }}),
    );
}

#[test]
fn equipment_keeps_its_number() {
    let equipment = |number: u32, inside: &str| {
        format!(
            "<GoodsShipment><Consignment><TransportEquipment><SequenceNumeric>{number}</SequenceNumeric>\
            {inside}</TransportEquipment></Consignment><GovernmentAgencyGoodsItem>\
            <SequenceNumeric>1</SequenceNumeric><TransactionNatureCode>1</TransactionNatureCode>\
            </GovernmentAgencyGoodsItem></GoodsShipment>"
        )
    };
    let document = |equipment: Value| {
        json!({"goodsShipment": {
            "consignment": {"transportEquipments": [equipment]},
            "governmentAgencyGoodsItems": [{"trxNatCode": "1"}],
        }})
    };
    // Number 0 says that there is no container, so it need not be kept.
    check(
        &equipment(
            0,
            "<Seal><SequenceNumeric>1</SequenceNumeric><ID>S1</ID></Seal>",
        ),
        document(json!({"seals": [{"identifier": "S1"}]})),
    );
    check(
        &equipment(1, "<ID>CONT1</ID>"),
        document(json!({"containerIdentification": "CONT1"})),
    );
    check(
        &equipment(0, "<ID>CONT1</ID>"),
        document(json!({"seqNum": 0, "containerIdentification": "CONT1"})),
    );
}

#[test]
fn what_declarants_say_of_an_item_is_read() {
    check_item(
        r#"<CustomsValueAmount currencyID="USD">140</CustomsValueAmount>
           <StatisticalValueAmount currencyID="EUR">150</StatisticalValueAmount>"#,
        json!({"customsValue": 140, "customsValueCurrency": "USD",
            "statValue": 150, "statValueCurrency": "EUR"}),
    );
    check_item(
        "<Origin><CountryCode>NO</CountryCode><TypeCode>1</TypeCode></Origin>\
         <Origin><CountryCode>CH</CountryCode><TypeCode>2</TypeCode></Origin>",
        json!({"origin": {"country": "NO", "type": "1"},
            "preferentialOrigin": {"country": "CH"}}),
    );
    check_item(
        "<GovernmentProcedure><CurrentCode>40</CurrentCode>\
         <PreviousCode>00</PreviousCode></GovernmentProcedure>\
         <GovernmentProcedure><CurrentCode>C07</CurrentCode></GovernmentProcedure>\
         <GovernmentProcedure><CurrentCode>F48</CurrentCode></GovernmentProcedure>\
         <GovernmentProcedure><CurrentCode>1EN</CurrentCode></GovernmentProcedure>\
         <GovernmentProcedure><CurrentCode>1SP</CurrentCode></GovernmentProcedure>",
        json!({"governmentProcedure": {"proc": "40", "prevProc": "00",
            "procNat1": "C07", "procNat2": "F48",
            "additionalProcedures": [{"code": "1EN"}, {"code": "1SP"}]}}),
    );
    check_item(
        r#"<Commodity><DutyTaxFee><DutyRegimeCode>100</DutyRegimeCode>
            <SpecificTaxBaseQuantity unitCode="TNE#I">14</SpecificTaxBaseQuantity><TypeCode>B00</TypeCode>
            <Payment><MethodCode>E</MethodCode><TaxAssessedAmount currencyID="GBP">3</TaxAssessedAmount>
            <PaymentAmount currencyID="GBP">2.5</PaymentAmount></Payment></DutyTaxFee></Commodity>"#,
        json!({"commodity": {"dutyTaxFees": [{"preference1": "100", "type": "B00",
            "basisQuantity": 14, "basisUnit": "TNE#I",
            "payment": {"methodCode": "E", "assessed": 3, "payable": 2.5, "currency": "GBP"}}]}}),
    );
}

#[test]
fn commodity_codes_are_put_together_again() {
    let classification = |code: &str, kind: &str| {
        format!(
            "<Classification><ID>{code}</ID>\
             <IdentificationTypeCode>{kind}</IdentificationTypeCode></Classification>"
        )
    };
    let cases = [
        // Consignments of low value.
        (
            vec![("123456", "TSP")],
            json!([{"code": "123456", "type": "HS"}]),
        ),
        (
            vec![("12345678", "TSP")],
            json!([{"code": "12345678", "type": "CN"}]),
        ),
        (
            vec![("12345678", "TSP"), ("90", "TRC"), ("X123", "TRA")],
            json!([{"code": "1234567890", "type": "TARIC"}, {"code": "X123", "type": "TRA"}]),
        ),
        // Ten digits that a trader did not divide are sent undivided.
        (
            vec![("1234567890", "TSP")],
            json!([{"code": "1234567890", "type": "TSP"}]),
        ),
    ];
    for (codes, expected) in cases {
        let codes: String = codes
            .iter()
            .map(|(code, kind)| classification(code, kind))
            .collect();
        check_item(
            &format!("<Commodity>{codes}</Commodity>"),
            json!({"commodity": {"classifications": expected}}),
        );
    }
}

#[test]
fn what_no_row_takes_is_named() {
    let read = read(&message(&format!(
        "{HEAD}<Madeup>x</Madeup><GoodsShipment><GovernmentAgencyGoodsItem>\
        <SequenceNumeric>1</SequenceNumeric><UCR><ID>U</ID></UCR>\
        <Commodity><GoodsMeasure><GrossMassMeasure unitCode=\"LBR\">2</GrossMassMeasure>\
        <NetNetWeightMeasure>much</NetNetWeightMeasure></GoodsMeasure></Commodity>\
        </GovernmentAgencyGoodsItem></GoodsShipment>"
    )));
    let mut unread: Vec<String> = read
        .unread
        .iter()
        .map(|leaf| {
            format!(
                "{}={} {}",
                leaf.path,
                leaf.value,
                leaf.why.as_deref().unwrap_or("-")
            )
        })
        .collect();
    unread.sort();
    let item = "GoodsShipment/GovernmentAgencyGoodsItem";
    assert_eq!(
        unread,
        [
            format!("{item}/Commodity/GoodsMeasure/GrossMassMeasure@unitCode=LBR -"),
            format!("{item}/Commodity/GoodsMeasure/NetNetWeightMeasure=much is no decimal number"),
            format!("{item}/UCR/ID=U -"),
            "Madeup=x -".to_owned(),
        ]
    );
}

#[test]
fn messages_about_a_declaration_are_told_apart() {
    let pointer = |steps: &[(&str, Option<u32>)]| -> String {
        let step = |(section, number): &(&str, Option<u32>)| {
            let number = number.map(|n| format!("<SequenceNumeric>{n}</SequenceNumeric>"));
            let number = number.unwrap_or_default();
            format!(
                "<Pointer>{number}<DocumentSectionCode>{section}</DocumentSectionCode></Pointer>"
            )
        };
        steps.iter().map(step).collect()
    };
    let head = |kind: &str| {
        format!(
            "<FunctionCode>13</FunctionCode><FunctionalReferenceID>M1</FunctionalReferenceID>\
            <ID>26GB00000000000001</ID><TypeCode>{kind}</TypeCode>"
        )
    };
    let submitter = "<Submitter><ID>GB222222222222</ID></Submitter>";
    let correction = message(&format!(
        "{}<GoodsItemQuantity>1</GoodsItemQuantity><AdditionalInformation>\
        <StatementDescription>One item less</StatementDescription>\
         <StatementTypeCode>AES</StatementTypeCode>{}\
        </AdditionalInformation><Amendment><ChangeReasonCode>30</ChangeReasonCode>{}</Amendment>",
        head("COR"),
        pointer(&[("42A", Some(1)), ("06A", Some(1))]),
        pointer(&[("42A", None), ("67A", Some(1)), ("68A", Some(2))]),
    ));
    let presentation = message(&format!("{}{submitter}", head("GPR")));
    let cancellation = message(&format!(
        "{}{submitter}<AdditionalInformation><StatementDescription>Twice</StatementDescription>\
        <StatementTypeCode>AES</StatementTypeCode>{}</AdditionalInformation>\
        <Amendment><ChangeReasonCode>2</ChangeReasonCode></Amendment>",
        head("INV"),
        pointer(&[("42A", Some(1)), ("06A", Some(1))]),
    ));
    for (xml, kind) in [
        (&correction, "COR"),
        (&presentation, "GPR"),
        (&cancellation, "INV"),
    ] {
        assert_eq!(
            UkCds.recognise(xml.as_bytes()),
            Some(MessageKind::Declaration)
        );
        let read = read(xml);
        assert_eq!(
            (read.message_type, read.unread.len()),
            (kind, 0),
            "{:?}",
            read.unread
        );
        assert_eq!(read.mrn.as_deref(), Some("26GB00000000000001"));
        assert_eq!(read.identifier.as_deref(), Some("M1"));
        let written = write(&read).unwrap();
        let differences = UkCds.leaf_differences(xml.as_bytes(), &written).unwrap();
        assert_eq!(differences, [], "{kind}");
    }
    let Intent::Amend {
        told: Some(told), ..
    } = read(&correction).intent
    else {
        panic!("a correction amends");
    };
    assert_eq!(told.changes[0].pointer, "42A/67A[1]/68A[2]");
    assert_eq!(told.changes[0].reason, "30");
    let Intent::Invalidate { reason, .. } = read(&cancellation).intent else {
        panic!("a cancellation invalidates");
    };
    assert_eq!(reason, "Twice");
    assert_eq!(read(&cancellation).settings["cancellationReason"], "2");
}

#[test]
fn a_file_is_known_by_its_root_and_its_function() {
    let answer = "<MetaData><Response><FunctionCode>09</FunctionCode><Declaration>\
        <FunctionCode>9</FunctionCode></Declaration></Response></MetaData>";
    let wrapped = format!(
        "<v1:request><v1:detail>{}</v1:detail></v1:request>",
        message(HEAD)
    );
    for (xml, expected) in [
        (message(HEAD), Some(MessageKind::Declaration)),
        (wrapped, Some(MessageKind::Declaration)),
        (answer.to_owned(), Some(MessageKind::Answer)),
        (
            "<inventoryLinkingConsolidationRequest/>".to_owned(),
            Some(MessageKind::Other),
        ),
        (message("<FunctionCode>7</FunctionCode>"), None),
        ("<Order/>".to_owned(), None),
        ("<Order>".to_owned(), None),
    ] {
        assert_eq!(UkCds.recognise(xml.as_bytes()), expected, "{xml}");
    }
}

#[test]
fn the_day_is_that_of_london_and_one_file_holds_one_declaration() {
    let accepted = "<AcceptanceDateTime>\
        <p1:DateTimeString formatCode=\"304\">20250731000000+01</p1:DateTimeString>\
        </AcceptanceDateTime>";
    let one = message(&format!("{HEAD}{accepted}"));
    let day = read(&one).day.map(|day| day.to_string());
    assert_eq!(day.as_deref(), Some("2025-07-31"));
    let second = message(&HEAD.replace("R1", "R2"));
    let both = read(&format!("<batch>{one}{second}</batch>"));
    assert_eq!(both.lrn.as_deref(), Some("R1"));
    let unread: Vec<_> = both
        .unread
        .iter()
        .map(|leaf| (&*leaf.path, &*leaf.value))
        .collect();
    assert_eq!(unread, [("Declaration[2]", "R2")]);
}
