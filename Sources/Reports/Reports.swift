// module Reports
