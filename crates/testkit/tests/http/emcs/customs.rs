//! What the excise system says, as it would write it.

/// Whom a message answers, and which it is.
#[derive(Clone, Debug, Default)]
pub struct Envelope<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// The identifier of the message that it answers.
    pub answers: Option<&'a str>,
}

impl<'a> Envelope<'a> {
    /// A message that answers none.
    pub fn of(id: &'a str) -> Self {
        Self { id, answers: None }
    }

    /// A message that answers one of ours.
    pub fn answering(id: &'a str, answers: &'a str) -> Self {
        Self {
            id,
            answers: Some(answers),
        }
    }

    /// The message with its content.
    pub fn around(&self, name: &str, content: &str) -> String {
        let answers = self
            .answers
            .map(|answers| format!("<t:CorrelationIdentifier>{answers}</t:CorrelationIdentifier>"));
        format!(
            "<x:{name} xmlns:x=\"urn:publicid:-:EC:DGTAXUD:EMCS:PHASE4:{name}:V3.23\" \
             xmlns:t=\"urn:publicid:-:EC:DGTAXUD:EMCS:PHASE4:TMS:V3.23\">\
             <x:Header><t:MessageSender>NDEA.FR</t:MessageSender>\
             <t:MessageRecipient>NDEA.DE</t:MessageRecipient>\
             <t:DateOfPreparation>2026-11-22</t:DateOfPreparation>\
             <t:TimeOfPreparation>10:11:12</t:TimeOfPreparation>\
             <t:MessageIdentifier>{}</t:MessageIdentifier>{}</x:Header>\
             <x:Body><x:Container>{}</x:Container></x:Body></x:{name}>",
            self.id,
            answers.unwrap_or_default(),
            qualified(content),
        )
    }
}

/// Content whose elements are in the message's namespace.
fn qualified(content: &str) -> String {
    content
        .replace("</", "\u{1}")
        .replace('<', "<x:")
        .replace('\u{1}', "</x:")
}

/// A movement as customs has it.
#[derive(Clone, Debug)]
pub struct Movement<'a> {
    pub arc: &'a str,
    pub sequence: u32,
    pub lrn: &'a str,
    pub upstream: Option<&'a str>,
    pub consignor: &'a str,
    pub consignee: &'a str,
}

/// IE801.
pub fn validated(envelope: &Envelope<'_>, movement: &Movement<'_>) -> String {
    let Movement {
        arc,
        sequence,
        lrn,
        consignor,
        consignee,
        ..
    } = movement;
    let address = "<StreetName>Quai 7</StreetName><Postcode>76600</Postcode><City>Le Havre</City>";
    let upstream = movement
        .upstream
        .map(|upstream| format!("<UpstreamArc>{upstream}</UpstreamArc>"));
    let content = format!(
        "<ConsigneeTrader language=\"fr\"><Traderid>{consignee}</Traderid>\
         <TraderName>Caves {consignee}</TraderName>{address}</ConsigneeTrader>\
         <ExciseMovement><AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode>\
         <DateAndTimeOfValidationOfEadEsad>2026-11-22T10:00:00</DateAndTimeOfValidationOfEadEsad>\
         </ExciseMovement>\
         <ConsignorTrader language=\"en\"><TraderExciseNumber>{consignor}</TraderExciseNumber>\
         <TraderName>Distillers</TraderName>{address}</ConsignorTrader>\
         <CompetentAuthorityDispatchOffice><ReferenceNumber>DE002300</ReferenceNumber>\
         </CompetentAuthorityDispatchOffice>\
         <EadEsad><LocalReferenceNumber>{lrn}</LocalReferenceNumber>\
         <InvoiceNumber>I-1</InvoiceNumber><OriginTypeCode>1</OriginTypeCode>\
         <DateOfDispatch>2026-11-22</DateOfDispatch>{}</EadEsad>\
         <HeaderEadEsad><SequenceNumber>{sequence}</SequenceNumber>\
         <DestinationTypeCode>1</DestinationTypeCode><JourneyTime>D05</JourneyTime>\
         <TransportArrangement>1</TransportArrangement></HeaderEadEsad>\
         <TransportMode><TransportModeCode>3</TransportModeCode></TransportMode>\
         <MovementGuarantee><GuarantorTypeCode>1</GuarantorTypeCode></MovementGuarantee>\
         <BodyEadEsad><BodyRecordUniqueReference>1</BodyRecordUniqueReference>\
         <ExciseProductCode>S200</ExciseProductCode><CnCode>22089056</CnCode>\
         <Quantity>400</Quantity><GrossMass>520</GrossMass><NetMass>400</NetMass>\
         <Package><KindOfPackages>BO</KindOfPackages><NumberOfPackages>800</NumberOfPackages>\
         </Package></BodyEadEsad>\
         <TransportDetails><TransportUnitCode>2</TransportUnitCode></TransportDetails>",
        upstream.unwrap_or_default(),
    );
    envelope.around("IE801", &content)
}

/// A group that names a movement.
pub fn named(group: &str, (arc, sequence): (&str, u32)) -> String {
    format!(
        "<{group}><AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode>\
         <SequenceNumber>{sequence}</SequenceNumber></{group}>"
    )
}

/// IE818 with a conclusion.
pub fn receipt(envelope: &Envelope<'_>, movement: (&str, u32), conclusion: &str) -> String {
    let report = format!(
        "<ReportOfReceiptExport><DateOfArrivalOfExciseProducts>2026-11-24\
         </DateOfArrivalOfExciseProducts><GlobalConclusionOfReceipt>{conclusion}\
         </GlobalConclusionOfReceipt></ReportOfReceiptExport>"
    );
    envelope.around("IE818", &(named("ExciseMovement", movement) + &report))
}

/// IE819, an alert or a rejection.
pub fn alert(envelope: &Envelope<'_>, movement: (&str, u32), rejected: bool) -> String {
    let rejected = u8::from(rejected);
    let alert = format!(
        "<AlertOrRejection><DateOfAlertOrRejection>2026-11-23</DateOfAlertOrRejection>\
         <EadEsadRejectedFlag>{rejected}</EadEsadRejectedFlag></AlertOrRejection>\
         <AlertOrRejectionOfEadEsadReason>\
         <AlertOrRejectionOfMovementReasonCode>1</AlertOrRejectionOfMovementReasonCode>\
         </AlertOrRejectionOfEadEsadReason>"
    );
    envelope.around("IE819", &(named("ExciseMovement", movement) + &alert))
}

/// IE810.
pub fn cancelled(envelope: &Envelope<'_>, arc: &str) -> String {
    let content = format!(
        "<ExciseMovementEad><AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode>\
         </ExciseMovementEad><Cancellation><CancellationReasonCode>3</CancellationReasonCode>\
         </Cancellation>"
    );
    envelope.around("IE810", &content)
}

/// IE704, which names a movement by its number, or by none.
pub fn refused(envelope: &Envelope<'_>, lrn: Option<&str>, pointer: &str) -> String {
    let lrn = lrn.map(|lrn| format!("<LocalReferenceNumber>{lrn}</LocalReferenceNumber>"));
    let content = format!(
        "<Attributes>{}</Attributes><FunctionalError><ErrorType>12</ErrorType>\
         <ErrorReason>The warehouse is not approved</ErrorReason>\
         <ErrorLocation>{pointer}</ErrorLocation></FunctionalError>",
        lrn.unwrap_or_default()
    );
    envelope.around("IE704", &content)
}

/// IE803 of a split movement.
pub fn split(envelope: &Envelope<'_>, movement: (&str, u32), parts: &[&str]) -> String {
    let (arc, sequence) = movement;
    let parts: String = parts
        .iter()
        .map(|part| {
            format!(
                "<DownstreamArc><AdministrativeReferenceCode>{part}</AdministrativeReferenceCode>\
                 </DownstreamArc>"
            )
        })
        .collect();
    let content = format!(
        "<ExciseNotification><NotificationType>2</NotificationType>\
         <AdministrativeReferenceCode>{arc}</AdministrativeReferenceCode>\
         <SequenceNumber>{sequence}</SequenceNumber></ExciseNotification>{parts}"
    );
    envelope.around("IE803", &content)
}

/// IE829: the export of a movement's goods is accepted.
pub fn export_accepted(envelope: &Envelope<'_>, movement: (&str, u32), mrn: &str) -> String {
    let content = format!(
        "{}<ExportDeclarationAcceptanceRelease>\
         <ReferenceNumberOfSenderCustomsOffice>DE004851</ReferenceNumberOfSenderCustomsOffice>\
         <DateOfRelease>2026-11-23</DateOfRelease>\
         <DocumentReferenceNumber>{mrn}</DocumentReferenceNumber>\
         <ExportDeclarationAcceptanceOrGoodsReleasedForExport>1\
         </ExportDeclarationAcceptanceOrGoodsReleasedForExport>\
         </ExportDeclarationAcceptanceRelease>",
        named("ExciseMovementEad", movement)
    );
    envelope.around("IE829", &content)
}

/// IE839: the export of a movement's goods is refused.
pub fn export_refused(envelope: &Envelope<'_>, movement: (&str, u32)) -> String {
    let content = format!(
        "<Rejection><RejectionReasonCode>4</RejectionReasonCode></Rejection>{}",
        named("CEadVal", movement)
    );
    envelope.around("IE839", &content)
}
