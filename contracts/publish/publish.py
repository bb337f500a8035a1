# Publishes one paid order, as a shop in Python would. It needs Python 3.9 or newer and `pip install cryptography confluent-kafka`:
#   python3 publish.py            sends the order to KAFKA_BOOTSTRAP_SERVERS
#   python3 publish.py --print    only prints the message, for check-message; needs cryptography alone
# Both read CUSTOMER_DATA_KEYS.
import base64
import json
import os
import sys
from datetime import datetime, timezone

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def base64url(part):
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def seal(customer, keys):
    """A compact JWE (RFC 7516) with dir and A256GCM, by the first key of CUSTOMER_DATA_KEYS."""
    kid, key = keys.split(",")[0].split(":", 1)
    header = base64url(json.dumps({"alg": "dir", "enc": "A256GCM", "kid": kid}).encode())
    nonce = os.urandom(12)  # a new one for each message
    sealed = AESGCM(base64.b64decode(key)).encrypt(nonce, json.dumps(customer).encode(), header.encode())
    return ".".join([header, "", base64url(nonce), base64url(sealed[:-16]), base64url(sealed[-16:])])


order_id = "WC-1042"  # never anything personal: ids go to Meta as they are
message = json.dumps({
    "eventId": order_id, "orderId": order_id, "paidAt": now(), "currency": "EUR", "total": "18.50",
    "items": [{"sku": "sencha-100", "name": "Sencha", "quantity": 1, "unitPrice": "18.50"}],
    "customer": seal({
        "email": "ines.moreau@example.com", "name": "Inès Moreau", "country": "FR", "ip": "203.0.113.24",
        "userAgent": "Mozilla/5.0 (X11; Linux x86_64)", "fbp": "fb.1.1795420000000.1098115397",
    }, os.environ["CUSTOMER_DATA_KEYS"]),
    "consent": "granted", "sourceUrl": "https://tea.example.com/thanks", "livemode": True,
})

if "--print" in sys.argv:
    print(message)
else:
    from confluent_kafka import Producer

    # murmur2_random is the partitioner of Kafka's Java client; librdkafka's own default is another.
    kafka = Producer({"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "acks": "all",
                      "partitioner": "murmur2_random"})
    failures = []
    kafka.produce("shop.order-completed.v1", key=order_id, value=message, headers={
        "ce_specversion": "1.0", "ce_id": order_id, "ce_type": "io.tillstream.order-completed.v1",
        "ce_source": "https://tea.example.com", "ce_time": now(), "content-type": "application/json",
    }, on_delivery=lambda failure, sent: failures.append(failure) if failure else None)
    if kafka.flush(30) or failures:
        sys.exit(f"Not published: {failures or 'no answer'}. Publish the order again, with the same ids")
