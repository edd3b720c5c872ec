//! Records: the unit that is written, kept and sent. A header anyone may read, a sealed body, a signature.
//! The layout has one spelling for each record, so its hash names it; nothing here can open the body.

use crate::{
    Epoch, MemberKey, RecordId, RecordKey, Refusal, ReplicaId, RosterHash, SpaceId, cbor,
    limits::{MAX_COVERS, MAX_RECORD},
    sign,
};
use minicbor::{Decode, Encode};

/// The first byte of every record.
pub const RECORD_VERSION: u8 = 1;
/// Bytes before the header: version, header length, body length.
const LENGTHS: usize = 7;
const CONTEXT: &[u8] = b"commonplace/record/1";

/// What a record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Kind {
    /// Changes to documents.
    #[n(1)]
    Change,
    /// Documents, standing for the records it covers.
    #[n(2)]
    Pack,
    /// Stands in the place of one record whose content a pack holds, or leaves out for ever.
    #[n(3)]
    StandIn,
}

/// Records a pack stands for: `from..=to` of one replica.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Cover {
    /// The replica that wrote them.
    #[n(0)]
    pub replica: ReplicaId,
    /// The first counter.
    #[n(1)]
    pub from: u64,
    /// The last counter.
    #[n(2)]
    pub to: u64,
    /// The id of the last.
    #[n(3)]
    pub last: RecordId,
}

/// What anyone who carries the record may know about it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Header {
    /// What the body holds.
    #[n(0)]
    pub kind: Kind,
    /// The space it belongs to.
    #[n(1)]
    pub space: SpaceId,
    /// Who signed it.
    #[n(2)]
    pub member: MemberKey,
    /// The replica that wrote it.
    #[n(3)]
    pub replica: ReplicaId,
    /// Its place among that replica's records: 1, 2, 3...
    #[n(4)]
    pub counter: u64,
    /// The replica's record before it; zeros at counter 1.
    #[n(5)]
    pub prev: RecordId,
    /// The roster it was written under, by its last entry.
    #[n(6)]
    pub roster: RosterHash,
    /// Which key seals the body.
    #[n(7)]
    pub epoch: Epoch,
    /// What a pack stands for, by replica and counter; of a stand-in, the record it replaces; empty for changes.
    #[n(8)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub covers: Vec<Cover>,
    /// The nonce of the sealed body.
    #[n(9)]
    #[cbor(with = "minicbor::bytes")]
    pub nonce: [u8; 24],
}

impl Header {
    /// Where the record belongs.
    pub const fn key(&self) -> RecordKey {
        RecordKey {
            space: self.space,
            replica: self.replica,
            counter: self.counter,
        }
    }

    /// The header of what takes the place of the record with this header and id: the same in everything it is
    /// judged by.
    #[must_use]
    pub fn standing_in(&self, id: RecordId) -> Self {
        let cover = Cover {
            replica: self.replica,
            from: self.counter,
            to: self.counter,
            last: id,
        };
        Self {
            kind: Kind::StandIn,
            covers: vec![cover],
            ..self.clone()
        }
    }

    /// Whether the fields agree with one another.
    fn is_sound(&self) -> bool {
        let chained = match self.counter {
            0 => false,
            1 => self.prev == RecordId::ZERO,
            _ => true,
        };
        let covering = match self.kind {
            Kind::Change => self.covers.is_empty(),
            Kind::Pack => (1..=MAX_COVERS).contains(&self.covers.len()),
            Kind::StandIn => matches!(&*self.covers, [cover] if cover.replica == self.replica
                && cover.from == self.counter && cover.to == self.counter),
        };
        let ordered = self
            .covers
            .is_sorted_by(|a, b| (a.replica, a.to) < (b.replica, b.from));
        let ranges = self
            .covers
            .iter()
            .all(|cover| 1 <= cover.from && cover.from <= cover.to);
        chained && covering && ordered && ranges
    }
}

/// Why bytes are not a record to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Nothing to do but drop it.
    #[error("these bytes are not a record")]
    Malformed,
    /// Split what is written into smaller records.
    #[error("a record may have at most {MAX_RECORD} bytes")]
    TooLarge,
    /// Update this program.
    #[error("this record was written by a newer version")]
    NewerVersion,
    /// Do not trust it: it was not written by the member it names, or was changed since.
    #[error("the record's signature does not hold")]
    BadSignature,
}

impl RecordError {
    /// The refusal to answer it with.
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::Malformed => Refusal::Malformed,
            Self::TooLarge => Refusal::TooLarge,
            Self::NewerVersion => Refusal::Version,
            Self::BadSignature => Refusal::BadSignature,
        }
    }
}

/// Who vouches for a stand-in: the body of one, in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voucher {
    /// Who signs it.
    pub signer: MemberKey,
    /// The replica that verified that the pack covers the record, and holds the pack.
    pub witness: ReplicaId,
    /// The pack, by its replica.
    pub pack: ReplicaId,
    /// The pack, by its counter.
    pub counter: u64,
}

impl Voucher {
    const LEN: usize = MemberKey::LEN + 2 * ReplicaId::LEN + 8;

    /// The body that says so.
    pub fn to_body(&self) -> Vec<u8> {
        let counter = self.counter.to_be_bytes();
        [&self.signer.0[..], &self.witness.0, &self.pack.0, &counter].concat()
    }

    fn read(body: &[u8]) -> Option<Self> {
        let body: &[u8; Self::LEN] = body.try_into().ok()?;
        let (signer, rest) = body.split_first_chunk()?;
        let (witness, rest) = rest.split_first_chunk()?;
        let (pack, rest) = rest.split_first_chunk()?;
        Some(Self {
            signer: MemberKey(*signer),
            witness: ReplicaId(*witness),
            pack: ReplicaId(*pack),
            counter: u64::from_be_bytes(rest.try_into().ok()?),
        })
    }
}

/// A well-formed record, borrowed from the bytes that were received. Its signature is not checked until
/// [`Record::verify`], and whether it is welcome only [`crate::judge()`] knows.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    bytes: &'a [u8],
    prefix: &'a [u8],
    body: &'a [u8],
    signed: &'a [u8],
    signature: &'a [u8; 64],
    header: Header,
}

impl<'a> Record<'a> {
    /// Reads the layout and the header, limits first.
    ///
    /// # Errors
    /// Anything but [`RecordError::BadSignature`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, RecordError> {
        if bytes.len() > MAX_RECORD {
            return Err(RecordError::TooLarge);
        }
        match bytes.first() {
            Some(&RECORD_VERSION) => Self::layout(bytes).ok_or(RecordError::Malformed)?,
            Some(_) => Err(RecordError::NewerVersion),
            None => Err(RecordError::Malformed),
        }
    }

    fn layout(bytes: &'a [u8]) -> Option<Result<Self, RecordError>> {
        let (signed, signature) = bytes.split_last_chunk::<64>()?;
        let (lengths, _) = signed.split_first_chunk::<LENGTHS>()?;
        let [_, h0, h1, b0, b1, b2, b3] = *lengths;
        let header_length = usize::from(u16::from_be_bytes([h0, h1]));
        let body_length = usize::try_from(u32::from_be_bytes([b0, b1, b2, b3])).ok()?;
        let (prefix, body) = signed.split_at_checked(LENGTHS.checked_add(header_length)?)?;
        if body.len() != body_length {
            return None;
        }
        let header: Header = match cbor::from_slice(prefix.get(LENGTHS..)?) {
            Ok(header) => header,
            Err(cbor::Bad::Newer) => return Some(Err(RecordError::NewerVersion)),
            Err(cbor::Bad::Malformed) => return None,
        };
        if header.kind == Kind::StandIn && Voucher::read(body).is_none() {
            return None;
        }
        header.is_sound().then_some(Ok(Self {
            bytes,
            prefix,
            body,
            signed,
            signature,
            header,
        }))
    }

    /// Whether the member it names signed exactly these bytes; of a stand-in, whoever vouches for it.
    ///
    /// # Errors
    /// [`RecordError::BadSignature`] if not.
    pub fn verify(&self) -> Result<(), RecordError> {
        let voucher = self.voucher();
        let signer = voucher.as_ref().map_or(&self.header.member, |v| &v.signer);
        sign::verify(CONTEXT, self.signed, signer, self.signature).ok_or(RecordError::BadSignature)
    }

    /// Of a stand-in: who says what it stands for was covered, and by what.
    pub fn voucher(&self) -> Option<Voucher> {
        match self.header.kind {
            Kind::StandIn => Voucher::read(self.body),
            Kind::Change | Kind::Pack => None,
        }
    }

    /// What it says about itself.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Where it belongs.
    pub const fn key(&self) -> RecordKey {
        self.header.key()
    }

    /// Everything before the body: the associated data of the seal.
    pub const fn header_bytes(&self) -> &'a [u8] {
        self.prefix
    }

    /// The sealed body.
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The whole record, as it is kept and sent.
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Its name: BLAKE3 of the whole record. A stand-in goes by the name of the record it replaces, so the chain
    /// it stands in holds.
    pub fn id(&self) -> RecordId {
        match (self.header.kind, self.header.covers.as_slice()) {
            (Kind::StandIn, [cover]) => cover.last,
            _ => RecordId(*blake3::hash(self.bytes).as_bytes()),
        }
    }
}

/// The name of a record: see [`Record::id`]. Of anything else, BLAKE3 of its bytes.
pub fn id(bytes: &[u8]) -> RecordId {
    Record::parse(bytes).map_or_else(
        |_| RecordId(*blake3::hash(bytes).as_bytes()),
        |record| record.id(),
    )
}

/// Everything before a body of `body_len` bytes: the associated data to seal it with.
///
/// # Errors
/// [`RecordError::TooLarge`] if the record would be, [`RecordError::Malformed`] if the header contradicts itself.
pub fn prefix(header: &Header, body_len: usize) -> Result<Vec<u8>, RecordError> {
    if !header.is_sound() {
        return Err(RecordError::Malformed);
    }
    let header = cbor::to_vec(header);
    let (Ok(header_length), Ok(body_length)) =
        (u16::try_from(header.len()), u32::try_from(body_len))
    else {
        return Err(RecordError::TooLarge);
    };
    let whole = body_len.saturating_add(LENGTHS + header.len() + 64);
    if whole > MAX_RECORD {
        return Err(RecordError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(LENGTHS + header.len());
    bytes.push(RECORD_VERSION);
    bytes.extend_from_slice(&header_length.to_be_bytes());
    bytes.extend_from_slice(&body_length.to_be_bytes());
    bytes.extend_from_slice(&header);
    Ok(bytes)
}

/// The whole record: prefix, body, and the signature `sign` makes over what it is given (the domain
/// separation is already in it).
///
/// # Errors
/// As [`prefix`].
pub fn assemble(
    header: &Header,
    body: &[u8],
    sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> Result<Vec<u8>, RecordError> {
    let prefix = prefix(header, body.len())?;
    Ok(sign::seal(CONTEXT, &[&prefix, body], sign))
}
