// module Tables
